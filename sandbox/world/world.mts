/**
 * The seeded world: one operator with its partners, sites, drivers and fourteen months of business. Records are made
 * when first looked at; each is a function of the seed and its id alone.
 */
import type { Tenant } from '../tenant.mts';
import { defineAgreements } from './agreements.mts';
import { defineBusiness } from './business.mts';
import { defineCharging } from './charging.mts';
import { Builder } from './define.mts';
import { defineFleet } from './fleet.mts';
import { defineOffice, defineOperators } from './office.mts';
import { definePeople } from './people.mts';
import { defineSites } from './sites.mts';
import { defineSystem } from './system.mts';

export function buildWorld(tenant: Tenant): void {
	const builder = new Builder(tenant);
	defineOperators(builder);
	defineSystem(builder);
	definePeople(builder);
	defineSites(builder);
	defineCharging(builder);
	defineBusiness(builder);
	defineOffice(builder);
	defineFleet(builder);
	defineAgreements(builder);
}
