// Stands for the package `server-only` in tests, which run outside of React's server build.
export {};
