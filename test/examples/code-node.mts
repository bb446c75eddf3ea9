/** An example as it stands: its nodes, and its Code nodes run with what n8n gives such a node. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

/** The nodes of an example. */
export function nodesOf<Node>(example: string): Node[] {
	return (JSON.parse(readFileSync(`examples/${example}.json`, 'utf8')) as { nodes: Node[] }).nodes;
}

/** What comes out of a Code node, with the items of the nodes before it; `of` is the item an item was made of. */
export function runCode(
	example: string,
	node: string,
	items: Record<string, Array<IDataObject & { of?: number }>>,
): IDataObject[] {
	const nodes = nodesOf<{ name: string; parameters: { jsCode: string } }>(example);
	const code = nodes.find(({ name }) => name === node)!.parameters.jsCode;
	const itemsOf = (name: string) =>
		(items[name] ?? []).map(({ of = 0, ...json }) => ({ json, pairedItem: { item: of } }));
	const $ = (name: string) => ({ all: () => itemsOf(name), first: () => itemsOf(name)[0] });
	const given: unknown = runInNewContext(`(() => {${code}\n})()`, { $, DateTime }, { timeout: 5000 });
	// Through JSON, so that it compares with values of this realm.
	return (JSON.parse(JSON.stringify(given)) as Array<{ json: IDataObject }>).map(({ json }) => json);
}
