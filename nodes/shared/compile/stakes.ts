/** What is at stake with an operation, said where it is read: in its description, in the form, and to a model that has it as a tool. */
import type { INodeProperties } from 'n8n-workflow';
import type { Effect, Operation } from '../catalogue';
import { description } from '../catalogue/words';

/** What to say, and by what an operation's own sentence is known to say so itself. */
const STAKES: Partial<Record<Effect, { says: string; told: RegExp }>> = {
	money: { says: 'Moves real money.', told: /\breal money\b/i },
	physical: { says: 'Acts on real hardware.', told: /\breal hardware\b/i },
	destructive: { says: 'Cannot be undone.', told: /\bfor good\b|cannot be undone/i },
};

/** An operation's sentence, with what is at stake. */
export function saysOf({ says, effect }: Pick<Operation, 'says' | 'effect'>): string {
	const stake = STAKES[effect];
	return description(stake && !stake.told.test(says) ? `${says.replace(/\.?$/, '.')} ${stake.says}` : says)!;
}

/**
 * What a model is told of the operation as a tool. n8n takes a property of this name for its own and then has no other; where
 * it is empty, it tells the action.
 */
export function toolDescription(action: string, operation: Pick<Operation, 'says' | 'effect'>): INodeProperties {
	const told = `${action} in AMPECO. ${saysOf(operation).replace(/\.?$/, '.')}`;
	const empty: INodeProperties = {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		default: '',
		typeOptions: { rows: 2 },
		displayOptions: { show: { '@tool': [true] } },
	};
	return STAKES[operation.effect] ? { ...empty, default: told } : empty;
}

/** A line in the form of what has no way back. */
export function noticeOf({ effect }: Pick<Operation, 'effect'>): INodeProperties[] {
	if (effect !== 'destructive') return [];
	return [{ displayName: 'This cannot be undone.', name: 'noWayBackNotice', type: 'notice', default: '' }];
}
