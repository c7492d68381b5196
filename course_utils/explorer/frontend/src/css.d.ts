// The build imports styles as text.
declare module "*.css" {
  const text: string;
  export default text;
}

// And an engine as a function that returns what its module exports.
declare module "portable:*" {
  const engine: (given?: object) => any;
  export default engine;
}
