/** The catalogue's vocabulary, in one import for resource files. */
export * from './changed';
export * from './fields';
export * from './resource';
export * from './upsert';
