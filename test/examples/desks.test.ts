/** The workflows that make tickets of charger faults: what does not depend on the desk is the same in each. */
import { nodesOf } from './code-node.mts';

const DESKS = ['jira', 'zammad', 'servicenow'];
const SHARED = [
	'AMPECO Trigger',
	'Event',
	'What Next',
	'Get Charge Point',
	'Get Location',
	'Get EVSE',
	'Names',
	'Ticket',
	'Status Now',
	'Close Which',
	'To Close',
];

/** What each workflow has of its own for them. */
const OWN = ['id', 'webhookId', 'position'];

interface Node {
	id: string;
	name: string;
	webhookId?: string;
	[key: string]: unknown;
}

const workflows = DESKS.map((desk) => {
	const nodes = nodesOf<Node>(`charger-fault-to-${desk}`);
	return nodes;
});

/** All that a node does. */
function behaviour(nodes: Node[], name: string) {
	const node = nodes.find((one) => one.name === name)!;
	return Object.fromEntries(Object.entries(node).filter(([key]) => !OWN.includes(key)));
}

test.each(SHARED)('%s', (name) => {
	const [first, ...others] = workflows.map((nodes) => behaviour(nodes, name));
	expect(first.parameters).toBeDefined();
	for (const other of others) expect(other).toEqual(first);
});

test('each has a webhook of its own', () => {
	const webhooks = workflows.map((nodes) => nodes.find(({ name }) => name === 'AMPECO Trigger')!.webhookId);
	expect(new Set(webhooks).size).toBe(DESKS.length);
});
