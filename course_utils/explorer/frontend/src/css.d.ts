// The build imports styles as text.
declare module "*.css" {
  const text: string;
  export default text;
}

// And a worker's script, bundled, likewise.
declare module "worker:*" {
  const code: string;
  export default code;
}
