/** FAQs: questions and answers that users find in the app. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	question: f.translations('Question', { about: 'Per language' }),
	answer: f.translations('Answer', { about: 'Per language' }),
};

export const faq = resource({
	value: 'faq',
	name: 'FAQ',
	operator: ['record', 'create'],
	plural: 'FAQ entries',
	path: { faq: f.ref('faq', 'FAQ') },
	record: {
		id: 'integer',
		question: [{ locale: 'text', translation: 'text' }],
		answer: [{ locale: 'text', translation: 'text' }],
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/faqs/v2.0', {
			says: 'Lists questions and answers, each with its translations.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/faqs/v2.0/{faq}', {
			says: 'Reads one question and its answer in all languages.',
		}),
		create: create('POST /public-api/resources/faqs/v2.0', {
			says: 'Adds a question with its answer, which users see in the app at once.',
			body: { question: f.required(fields.question), answer: f.required(fields.answer) },
		}),
		update: update('PATCH /public-api/resources/faqs/v2.0/{faq}', {
			says: 'Changes a question or its answer. Give all languages you want to keep.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/faqs/v2.0/{faq}', {
			says: 'Removes a question for good, in all languages.',
		}),
	},
});
