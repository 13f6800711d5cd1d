import { expect, it } from 'vitest';
import { layoutStyle } from '../../../../src/pdf/page/page-css.ts';
import { assemble } from '../../assemble/fixtures.ts';

const { config } = assemble({ 'a.md': 'x' }).book;

it('every page has one size and the margins of a recto, and a cover has none', () => {
  const [page, cover] = layoutStyle(config, 'screen').split('\n');
  expect(page).toMatch(/^@page \{ size: 420pt 596pt; margin: [\d.]+mm calc\(420pt - [\d.]+mm\) .*\}$/);
  // Chrome takes the last.
  expect(cover).toBe('@page cover { margin: 0; }');
});
