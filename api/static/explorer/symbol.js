export const symbolsReady = new Promise(() => {});
export function symbolOf() { return null; }
