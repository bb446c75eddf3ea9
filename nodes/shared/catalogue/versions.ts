/** Which version of AMPECO's API brought what. */

/**
 * Versions of AMPECO's API that are known as a whole. Between two of them it is not known when something came, so each says
 * which version is the last one known to lack what it has first.
 */
export const versions = {
	'3.139': { has: '3.139.0', lacks: '3.110.0' },
	'3.168': { has: '3.168.0', lacks: '3.139.0' },
	'3.251': { has: '3.251.0', lacks: '3.168.0' },
	'3.253': { has: '3.253.0', lacks: '3.251.0' },
} as const;

/** The first known version that has an operation, filter or field; what has none is in 3.110 already. */
export type Since = keyof typeof versions;
