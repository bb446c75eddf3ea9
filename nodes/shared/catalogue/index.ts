/** What resource files are written in, in one import: operations by name, fields as `f.text(...)`. */
export * as f from './fields';
export * from './facts';
export * from './fields';
export * from './operation';
export * from './operatorId';
export * from './resource';
export * from './versions';
