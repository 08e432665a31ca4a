"""Ways to fail, each as an address, a command or a task: for the tests of what is captured."""
