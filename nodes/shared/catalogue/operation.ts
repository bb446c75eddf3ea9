/** An operation is one of these kinds. Each kind is drawn by one file of compile/kinds and run by one of runtime/kinds. */
import type { Changed } from './kinds/changed';
import type { List } from './kinds/list';
import type { Once } from './kinds/once';
import type { Repeat } from './kinds/repeat';
import type { Upsert } from './kinds/upsert';
import type { WaitFor } from './kinds/waitFor';

export * from './kinds/changed';
export * from './kinds/list';
export * from './kinds/once';
export * from './kinds/repeat';
export * from './kinds/upsert';
export * from './kinds/waitFor';

export type Operation = Once | List | Repeat | WaitFor | Upsert | Changed;
