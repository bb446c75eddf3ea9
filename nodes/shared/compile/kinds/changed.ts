/** Get Many Since Last Run: the mark of the last run, and how many records one run takes. */
import type { INodeProperties } from 'n8n-workflow';
import { CHANGED, canPause } from '../../catalogue';
import type { Changed } from '../../catalogue';
import { ownParameters } from '../parts';
import type { KindParameters } from '../parts';

export function drawChanged({ list }: Changed): KindParameters {
	const { lastMark, ...limit } = CHANGED;
	return { own: [keepMark(), ...ownParameters({ lastMark, ...(canPause(list.paging) ? limit : {}) })] };
}

/** The node keeps nothing by itself, which nobody would think of. */
function keepMark(): INodeProperties {
	return {
		displayName:
			'Your workflow keeps the mark: <b>before</b> this node, read it from a data table; <b>last of all</b>, with Execute Once, store <code>nextMark</code> of the first item there. <a href="https://github.com/n8n-nodes-ampeco/n8n-nodes-ampeco/blob/main/docs/since-last-run.md" target="_blank">Example</a>',
		name: 'keepMarkNotice',
		type: 'notice',
		default: '',
	};
}
