/** Has every name lead to this machine, as a tenant's own names might. */
import dns from 'node:dns';

/** Gives the way back. */
export function allNamesAreLoopback(): () => void {
	const { lookup } = dns;
	const toLoopback = (_name: string, options: never, done: never) => lookup('127.0.0.1', options, done);
	dns.lookup = toLoopback as unknown as typeof lookup;
	return () => {
		dns.lookup = lookup;
	};
}
