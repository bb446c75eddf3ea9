/** Names that lead nowhere on this machine, made to lead to it for as long as `work` takes. */
import dns from 'node:dns';

export async function allNamesHere<T>(work: () => Promise<T>): Promise<T> {
	const { lookup } = dns;
	dns.lookup = ((_name: string, options: never, done: never) => lookup('127.0.0.1', options, done)) as never;
	try {
		return await work();
	} finally {
		dns.lookup = lookup;
	}
}
