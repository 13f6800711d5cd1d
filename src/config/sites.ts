import type { Host } from '../model/host.ts';
export type Site = { kind: 'blog'; content: string } | { kind: 'book'; file: string };
export async function findSite(_folder: string, _host: Pick<Host, 'readFile' | 'listFolder'>): Promise<Site | null> {
  return null;
}
