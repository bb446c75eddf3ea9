/** An operation is one of these kinds. Each is run by a file of runtime/kinds, and drawn by one of compile/kinds where it has parameters of its own. */
import type { Changed } from './kinds/changed';
import type { List } from './kinds/list';
import type { Once } from './kinds/once';
import type { OnceByMark } from './kinds/onceByMark';
import type { Repeat } from './kinds/repeat';
import type { Upsert } from './kinds/upsert';
import type { WaitFor } from './kinds/waitFor';

export * from './kinds/changed';
export * from './kinds/list';
export * from './kinds/once';
export * from './kinds/onceByMark';
export * from './kinds/repeat';
export * from './kinds/upsert';
export * from './kinds/waitFor';

export type Operation = Once | List | Repeat | WaitFor | Upsert | Changed | OnceByMark;
