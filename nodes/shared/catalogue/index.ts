/** What resource files are written in, in one import: operations by name, fields as `f.text(...)`. */
export * from './changed';
export * as f from './fields';
export * from './fields';
export * from './operatorId';
export * from './resource';
export * from './upsert';
export * from './versions';
