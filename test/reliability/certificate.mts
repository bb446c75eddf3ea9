/** A certificate nobody trusts, made afresh: for a TLS server in a test. */
import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: a tag, the length of what follows, and that. */
function der(tag: number, ...parts: Array<Buffer | Uint8Array>): Buffer {
	const content = Buffer.concat(parts);
	const size = content.length;
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const ECDSA_WITH_SHA256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = Buffer.from('550403', 'hex');

/** What it is good for, where somebody trusts it: 127.0.0.1, and localhost, as Node calls an address behind a tunnel. */
const namesOf = (hosts: string[]) =>
	sequence(
		der(0x06, Buffer.from('551d11', 'hex')),
		der(
			0x04,
			sequence(
				der(0x87, Buffer.from([127, 0, 0, 1])),
				...['localhost', ...hosts].map((host) => der(0x82, Buffer.from(host))),
			),
		),
	);

/**
 * @param hosts what else it is good for
 * @returns key and certificate in PEM, valid for decades, signed by itself
 */
export function selfSigned(hosts: string[] = []): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = sequence(der(0x31, sequence(der(0x06, COMMON_NAME), der(0x0c, Buffer.from('nobody')))));
	const time = (text: string) => der(0x17, Buffer.from(text));
	const body = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([1])),
		ECDSA_WITH_SHA256,
		name,
		sequence(time('200101000000Z'), time('491231235959Z')),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(namesOf(hosts))),
	);
	const signature = sign('sha256', body, privateKey);
	const certificate = sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
	const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
	};
}
