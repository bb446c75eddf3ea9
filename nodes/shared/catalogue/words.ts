/** House rules for words, applied to all that the catalogue says: periods, "Whether", title case. */

/**
 * A description as n8n wants it: one sentence without a final period, several with one.
 */
export function description(about: string | undefined): string | undefined {
	if (!about) return undefined;
	const trimmed = about.trim().replace(/\.$/, '');
	const capital = trimmed[0].toUpperCase() + trimmed.slice(1);
	return /[.!?]\s+[A-Z]/.test(capital) ? `${capital}.` : capital;
}

/** A flag's description: "Whether ...". */
export function whether(about: string | undefined, label: string): string {
	return description(`Whether ${about ?? `it is ${label.toLowerCase()}`}`)!;
}

/** The name of an operation from its key: n8n's house verbs, else the key in title case. */
export function operationName(key: string): string {
	const house: Record<string, string> = { getAll: 'Get Many', createMany: 'Create Many' };
	return house[key] ?? titleCase(key);
}

/** "redeemVoucher" becomes "Redeem Voucher". */
export function titleCase(key: string): string {
	const spaced = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
	return spaced[0].toUpperCase() + spaced.slice(1);
}

/** An action as n8n's lint wants it: no hyphens, nothing in mixed case but the first word. */
export function sentenceCase(action: string): string {
	const words = action
		.replace(/-/g, ' ')
		.replace(/\b([A-Z]{2,})s\b/g, '$1')
		.split(' ')
		.map((word) =>
			word === word.toUpperCase() ? word : /^\(?v\d/.test(word) ? word.toUpperCase() : word.toLowerCase(),
		)
		.join(' ');
	return words[0].toUpperCase() + words.slice(1);
}

/** "a User", "an EVSE". */
export function withArticle(name: string): string {
	return `${/^(FAQ|[AEIO])/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Lower case, but for words in capitals such as EVSE, ID or OCPI. */
export function lowerCase(name: string): string {
	return name
		.split(' ')
		.map((word) => (/^[^a-z]*[A-Z][^a-z]*[A-Z]/.test(word) ? word : word.toLowerCase()))
		.join(' ');
}

export function pluralOf(name: string): string {
	// "payment terminals v1.1"
	const [, bare, version] = /^(.*?)( v\d[\d.]*)?$/.exec(lowerCase(name))!;
	return pluralWord(bare) + (version ?? '');
}

function pluralWord(lower: string): string {
	if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
	return /(s|x|ch)$/.test(lower) ? `${lower}es` : `${lower}s`;
}

/** "1 second", "2,000 seconds". */
export function counted(count: number, noun: string): string {
	return `${count.toLocaleString('en')} ${count === 1 ? noun : pluralOf(noun)}`;
}
