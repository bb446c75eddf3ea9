/** Parts of the built package that tests call by themselves, with their types. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const path = '../../dist/nodes/shared';

export const catalogue = load(`${path}/catalogue/index.js`) as typeof import('../../nodes/shared/catalogue/index.ts');
export const { Pace, retryAfter } = load(
	`${path}/runtime/send/pace.js`,
) as typeof import('../../nodes/shared/runtime/send/pace.ts');
export const { tenantUrl } = load(
	`${path}/runtime/send/tenantUrl.js`,
) as typeof import('../../nodes/shared/runtime/send/tenantUrl.ts');
export const { inPool } = load(
	`${path}/runtime/run/pool.js`,
) as typeof import('../../nodes/shared/runtime/run/pool.ts');
