/** Answers that are a file: binary data with name, type and size, on both paths; refusals in JSON keep their sentences. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { probeNode, startProbeServer, PROBE, catalogue } from './probe.mts';

const { engine, sandbox, credentials } = withTenant({ seed: 'files' });
const server = duringTests(startProbeServer);

const { f, get, resource } = catalogue;

const document = probeNode([
	resource({
		value: 'document',
		name: 'Document',
		path: { document: f.integer('Document ID') },
		operations: {
			get: get('GET /public-api/resources/documents/v1.0/{document}', {
				says: 'Fetches it.',
				answersFile: true,
				record: { fileName: 'text', mimeType: 'text', fileSize: 'integer' },
			}),
		},
	}),
]);

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	async function fiscalDocument(invoices: unknown[], options: IDataObject = {}, settings: object = {}) {
		return await engine.runNode({
			node: 'ampecoBilling',
			parameters: {
				resource: 'invoice',
				operation: 'getFiscalDocument',
				invoice: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				options,
			} as INodeParameters,
			items: invoices.map((id) => ({ id }) as IDataObject),
			credentials,
			path,
			...settings,
		});
	}

	test('comes as binary data with name, type and size', async () => {
		const [{ id }] = await sandbox.state('invoices', 1);
		const { items, error } = await fiscalDocument([id]);
		expect(error).toBeUndefined();
		const name = `fiscal-document-${String(id)}.pdf`;
		const { json, binary, pairedItem } = items[0];
		expect(binary?.data).toMatchObject({ fileName: name, mimeType: 'application/pdf', fileExtension: 'pdf' });
		const content = Buffer.from(binary!.data.data, 'base64');
		expect(content.toString('latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\s*$/);
		expect(json).toEqual({ fileName: name, mimeType: 'application/pdf', fileSize: content.length });
		expect(pairedItem).toMatchObject({ item: 0 });
	});

	test('comes in the format that was asked for', async () => {
		const [{ id }] = await sandbox.state('invoices', 1);
		const { items } = await fiscalDocument([id], { format: 'xml' });
		expect(items[0].json).toMatchObject({ mimeType: 'application/xml' });
		expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe(`<invoice id="${String(id)}"/>\n`);
	});

	test('says what AMPECO says of an invoice that is not there, beside those that are', async () => {
		const [{ id }] = await sandbox.state('invoices', 1);
		const { items, errorItems } = await fiscalDocument([id, 999_999], {}, { onError: 'continueErrorOutput' });
		expect(items.map(({ json }) => json.fileName)).toEqual([`fiscal-document-${String(id)}.pdf`]);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^AMPECO does not find this invoice/),
		]);
	});

	async function answered(headers: Record<string, string>, body: string | Buffer) {
		server.answer(async (_request, reply) => await reply.headers(headers).send(body));
		return await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: document },
			parameters: { resource: 'document', operation: 'get', document: 1 },
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path,
		});
	}

	const bytes = Buffer.from([0, 255, 128, 10, 13, 0]);

	test.each([
		['attachment; filename="a \\"b\\".bin"', 'a "b".bin'],
		["attachment; filename=plain.bin; filename*=UTF-8''na%C3%AFve.bin", 'naïve.bin'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		["attachment; filename*=UTF-8''%E0%A4", 'document'],
		['attachment', 'document'],
	])('takes the name of %s', async (disposition, name) => {
		const { items, error } = await answered(
			{ 'content-type': 'application/octet-stream', 'content-disposition': disposition },
			bytes,
		);
		expect(error).toBeUndefined();
		expect(items[0].json).toEqual({ fileName: name, mimeType: 'application/octet-stream', fileSize: bytes.length });
		expect(Buffer.from(items[0].binary!.data.data, 'base64')).toEqual(bytes);
	});

	test('gives JSON that is no file as a record, and JSON that is one as a file', async () => {
		const json = JSON.stringify({ data: { downloadUrl: 'https://tenant.example/1.pdf' } });
		const plain = await answered({ 'content-type': 'application/json' }, json);
		expect(plain.items[0]).toMatchObject({ json: { downloadUrl: 'https://tenant.example/1.pdf' } });
		expect(plain.items[0].binary).toBeUndefined();
		const file = await answered(
			{ 'content-type': 'application/json', 'content-disposition': 'attachment; filename="a.json"' },
			json,
		);
		expect(file.items[0].json).toEqual({ fileName: 'a.json', mimeType: 'application/json', fileSize: json.length });
	});

	test('of more than 50 MB is not taken', async () => {
		const { items, error } = await answered({ 'content-type': 'application/pdf' }, Buffer.alloc(50 * 1024 * 1024 + 1));
		expect(items).toEqual([]);
		expect(error?.message).toBe('AMPECO sent more than 50 MB as one answer, which was not taken');
		expect(error?.description).toMatch(/back office/);
	});

	test.each([
		['a web page', 'text/html', '<html></html>', /web page came back/],
		['nothing', 'application/pdf', '', /answer was empty/],
	])('refuses %s', async (_name, type, body, message) => {
		const { items, error } = await answered({ 'content-type': type }, body);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(message);
	});
});
