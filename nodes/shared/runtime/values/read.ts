/** Reads a parameter of the item at hand; expressions are evaluated at each call, so call once. */
export type Read = (name: string, fallback?: unknown) => unknown;
