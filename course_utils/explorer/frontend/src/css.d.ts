// The build imports styles as text.
declare module "*.css" {
  const text: string;
  export default text;
}
// And the source of a worker, with all that it imports, as the text of one script.
declare module "*?worker" {
  const source: string;
  export default source;
}
