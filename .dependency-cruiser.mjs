/**
 * Who may import whom, imports of types included; `npm run lint` asks dependency-cruiser. The direction is
 * catalogue <- entities <- { compile, runtime } <- node.ts <- node classes (CONTRIBUTING, The house).
 */
const CATALOGUE = '^nodes/shared/catalogue/';
const ENTITIES = '^nodes/shared/entities\\.ts$';
const COMPILE = '^nodes/shared/compile/';
const RUNTIME = '^nodes/shared/runtime/';
const NODE = '^nodes/shared/node\\.ts$';
const NOTES = '^nodes/shared/notes\\.ts$';
/** Nodes that are no list of resources: they have a form and a run of their own. */
const OWN = '^nodes/(Trigger|Polling|ApiRequest)/';
/** Resource files and the words beside them. */
const DATA = '^nodes/(?!shared/|Trigger/|Polling/|ApiRequest/)[^/]+/(?!Ampeco)';

/** Whose files know which others of the repository; anything else is refused. `$1` is the first group of the path. */
const knows = [
	[
		'catalogue',
		CATALOGUE,
		[CATALOGUE],
		'What both drawing and running must agree on belongs into the catalogue itself.',
	],
	['entities-and-notes', '^nodes/shared/(?!node\\.)[^/]+$', [CATALOGUE], 'Only node.ts puts the rooms together.'],
	[
		'compile',
		COMPILE,
		[CATALOGUE, ENTITIES, COMPILE],
		'It draws. What it shares with the runtime is in the catalogue.',
	],
	['runtime', RUNTIME, [CATALOGUE, ENTITIES, RUNTIME], 'It behaves. What it shares with compile is in the catalogue.'],
	['node', NODE, ['^nodes/shared/'], 'What is shared knows no node. Hand over what it needs of one.'],
	['resource-file', DATA, [CATALOGUE, NOTES, DATA], 'It is data. What it says is drawn and run elsewhere.'],
	[
		'node-class',
		'^nodes/([^/]+)/Ampeco',
		[NODE, '^nodes/$1/', '\\.resource\\.ts$'],
		'Have node.ts hand on what it needs.',
	],
	['own-form', OWN + '(?!Ampeco)', ['^nodes/$1/', CATALOGUE, COMPILE, RUNTIME, DATA], 'node.ts is for node classes.'],
	[
		'credential',
		'^credentials/',
		['^nodes/shared/runtime/send/tenantUrl\\.ts$'],
		'It shares with nodes how they are addressed.',
	],
].map(([name, path, known, comment]) => ({
	name,
	severity: 'error',
	comment,
	from: { path },
	to: { dependencyTypes: ['local'], pathNot: known },
}));

export default {
	forbidden: [
		...knows,
		{
			name: 'parameters-only-draw',
			severity: 'error',
			comment:
				'Neither it nor what it imports may behave. Put data that a run reads as well into a file without runtime.',
			from: { path: OWN + 'parameters\\.ts$' },
			to: { path: RUNTIME, reachable: true },
		},
		{
			name: 'only-parameters-draw',
			severity: 'error',
			comment: 'Only parameters.ts draws. Put data that it shares with a run into a file of its own.',
			from: { path: OWN + '(?!Ampeco|parameters\\.ts$)' },
			to: { path: COMPILE, reachable: true },
		},
		{
			name: 'tools',
			severity: 'error',
			comment: 'Tools are shared by tests, scripts and benches, so they know none of them.',
			from: { path: '^tools/' },
			to: { path: '^(test|scripts|bench)/' },
		},
		{
			name: 'sandbox',
			severity: 'error',
			comment: 'The sandbox is made of the API alone, so that it and the catalogue check each other.',
			from: { path: '^sandbox/' },
			to: { path: '^(nodes|credentials|tools|test|scripts|bench)/' },
		},
		{
			name: 'circle',
			severity: 'error',
			comment: 'Put what both need into a file that imports neither.',
			from: { path: '^(nodes|credentials|tools)/' },
			to: { circular: true },
		},
		{
			name: 'circle-at-run-time',
			severity: 'error',
			comment: 'Put what both need into a file that imports neither. Types may go round here.',
			from: { pathNot: '^(nodes|credentials|tools)/' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		doNotFollow: { path: '(^|/)node_modules/' },
		exclude: '^(dist|coverage)/',
		enhancedResolveOptions: { extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'] },
	},
};
