/**
 * Notes: remarks people write on a charge point, a partner and so on. They are alike wherever they are, so what they hold is
 * stated here once; a resource file says on what they are, and their routes.
 */
import { create, f, get, getMany, remove, resource, sinceLastRun, update } from './catalogue';
import type { EntityKey, FieldTable, RecordShape, Resource, Since } from './catalogue';

interface NotesOn {
	/** Also the row of entities.ts that lists them. */
	value: EntityKey;
	name: string;
	/** What they are on, as in "one charge point". */
	noun: string;
	/** The segment of the path for that. */
	path: FieldTable;
	since: Since;
	routes: {
		create: `POST ${string}`;
		get: `GET ${string}`;
		getAll: `GET ${string}`;
		update: `PATCH ${string}`;
		delete: `DELETE ${string}`;
	};
}

const fields = {
	summary: f.text('Summary', { about: 'What the note is about, in a few words' }),
	details: f.text('Details', { format: 'long' }),
	pinned: f.flag('Pinned'),
};

const filters = {
	pinned: f.flag('Pinned', { about: 'to list notes that are pinned (on) or not (off)' }),
	createdAfter: f.dateTime('Created After'),
	createdBefore: f.dateTime('Created Before'),
	updatedAfter: f.dateTime('Updated After'),
	updatedBefore: f.dateTime('Updated Before'),
};

const record: RecordShape = {
	id: 'integer',
	summary: 'text',
	details: 'text',
	pinned: 'flag',
	createdAt: 'dateTime',
	createdByAdminId: 'integer',
	updatedAt: 'dateTime',
	updatedByAdminId: 'integer',
};

/** The notes on one kind of thing. */
export function notesOn({ value, name, noun, path, since, routes }: NotesOn): Resource {
	return resource({
		value,
		name,
		path: { ...path, note: f.ref(value, 'Note') },
		record,
		operations: {
			create: create(routes.create, {
				says: `Writes a remark down on one ${noun}. To add to one that is there, use Update.`,
				since,
				body: { ...fields, summary: f.required(fields.summary) },
			}),
			getAll: getMany(routes.getAll, {
				says: `Lists the remarks on one ${noun}, for instance the pinned ones alone.`,
				since,
				paging: 'cursor',
				filters,
			}),
			get: get(routes.get, {
				says: 'Reads one remark, with the IDs of the admins who wrote it and changed it last.',
				since,
			}),
			getChanged: sinceLastRun('updatedAfter'),
			update: update(routes.update, {
				says: 'Rewrites a remark, or pins it. What is not set stays as it is.',
				since,
				body: fields,
			}),
			delete: remove(routes.delete, { says: 'Removes a remark for good.', since }),
		},
	});
}
