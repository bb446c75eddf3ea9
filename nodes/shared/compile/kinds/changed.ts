/** Get Many Since Last Run: the mark of the last run, and how many records one run takes. */
import type { INodeProperties } from 'n8n-workflow';
import { CHANGED, MOST_PER_RUN, canPause } from '../../catalogue';
import type { Changed } from '../../catalogue';
import type { KindParameters } from '../parts';

export function drawChanged({ list }: Changed): KindParameters {
	return { own: [keepMark(), lastMark(), ...(canPause(list.paging) ? [limitPerRun()] : [])] };
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

function lastMark(): INodeProperties {
	return {
		displayName: 'Mark of Last Run',
		name: CHANGED.lastMark,
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-01-31T08:00:00Z',
		description:
			'The nextMark of the last run, from where the workflow stored it, or a date to begin at. Empty begins with all there is.',
	};
}

function limitPerRun(): INodeProperties {
	return {
		displayName: 'Limit',
		name: CHANGED.limitPerRun,
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: MOST_PER_RUN,
		description: 'Max number of results to return. The rest comes with the next run.',
	};
}
