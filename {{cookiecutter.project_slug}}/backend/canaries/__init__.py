"""Test only: plants made-up patients' data where telemetry could pick it up (`make canaries`)."""
