/** Evaluates the source of an expression, with what it finds around it. */
export { runInNewContext as evaluate } from 'node:vm';
