/** Parts of the built package that tests call by themselves, with their types. */
const path = '../../dist/nodes/shared';

export const catalogue = require(`${path}/catalogue/index.js`) as typeof import('../../nodes/shared/catalogue/index');
export const { Pace, retryAfter } = require(
	`${path}/runtime/pace.js`,
) as typeof import('../../nodes/shared/runtime/pace');
export const { tenantUrl } = require(
	`${path}/runtime/tenantUrl.js`,
) as typeof import('../../nodes/shared/runtime/tenantUrl');
export const { inPool } = require(`${path}/runtime/gate.js`) as typeof import('../../nodes/shared/runtime/gate');
