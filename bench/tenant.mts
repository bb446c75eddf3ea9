/**
 * A tenant for measuring: answers at once, keeps nothing, always the same. `POST` gives a voucher, `GET` pages by cursor
 * through as many sessions as `filter[total]` says. Run by a process of its own, which prints its address and ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 100;

function session(id: number) {
	return {
		id: String(id),
		userId: 10_000 + (id % 2000),
		chargePointId: 2000 + (id % 300),
		evseId: 4000 + (id % 600),
		connectorId: 6000 + (id % 600),
		status: 'finished',
		startedAt: '2026-01-31T08:00:00+00:00',
		stoppedAt: '2026-01-31T09:30:00+00:00',
		energy: 12_345 + id,
		powerKw: 11,
		amount: 4.56,
		totalAmount: { withTax: 5.47, withoutTax: 4.56 },
		tax: { taxId: 1, taxPercentage: 20 },
		currency: 'EUR',
		paymentType: 'credit',
		paymentMethodId: null,
		idTag: `04A2${id}`,
		idTagLabel: 'Keyring',
		tariffId: 900,
		electricityCost: 1.23,
		billingStatus: 'settled',
		reimbursementEligibility: false,
		lastUpdatedAt: '2026-01-31T09:30:05+00:00',
		extendingSessionId: null,
	};
}

function page(url: URL): string {
	const total = Number(url.searchParams.get('filter[total]'));
	const size = Math.min(PAGE, Number(url.searchParams.get('per_page') ?? PAGE));
	const start = Number(url.searchParams.get('cursor') || 0);
	const end = Math.min(start + size, total);
	const data = Array.from({ length: end - start }, (_, index) => session(start + index + 1));
	const next = end < total ? String(end) : null;
	const link = next && `${url.origin}${url.pathname}?per_page=${size}&filter[total]=${total}&cursor=${next}`;
	return JSON.stringify({ data, links: { prev: null, next: link }, meta: { per_page: size, next_cursor: next } });
}

let made = 0;

const server = createServer(async (request, response) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const url = new URL(request.url!, `http://${request.headers.host}`);
	const given = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
	const id = ++made;
	const voucher = {
		id,
		code: `XMS${id}`,
		status: 'enabled',
		type: 'api_top_up',
		currencyCode: 'EUR',
		createdAt: '2026-01-31T08:00:00+00:00',
		...given,
	};
	const body = request.method === 'POST' ? JSON.stringify({ data: voucher }) : page(url);
	response.writeHead(request.method === 'POST' ? 201 : 200, {
		'content-type': 'application/json',
		'x-ratelimit-limit': '1000000',
		'x-ratelimit-remaining': '999999',
	});
	response.end(body);
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
	console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.resume().on('end', () => process.exit());
