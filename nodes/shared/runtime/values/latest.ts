/** Maps that remember a limited number of things in a process. */

/** Sets an entry as the latest one; of more than `most` the one that was set longest ago goes. */
export function setLatest<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
	map.delete(key);
	map.set(key, value);
	if (map.size > most) map.delete(map.keys().next().value as K);
}
