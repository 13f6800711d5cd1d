/** Recognizes alt text that says nothing: a file name, what a camera or editor inserts, the bare word for an image. */
import { decodePercent, parseUrl } from '../../text/urls.ts';

const extension = /\.(?:png|jpe?g|jfif|gif|webp|avif|svg|tiff?|bmp|heic|ico)$/i;

const words = [
  'alt',
  'alt ?text',
  'alternative ?text',
  'chart',
  'diagram',
  'drawing',
  'fig',
  'figure',
  'graphic',
  'illustration',
  'image',
  'images',
  'img',
  'image ?description',
  'enter image description here',
  'photo',
  'photograph',
  'pic',
  'picture',
  'screen ?shot',
  'untitled',
  // Chinese, simplified and traditional; the long ones are left behind by editors.
  '[图圖]',
  '[图圖][片像示表]',
  '[插配附题題][图圖]',
  '[图圖]片?描述',
  '示意[图圖]',
  '照片',
  '相片',
  '截[图圖屏]',
  '屏幕截[图圖]',
  '屏幕快照',
  '[图圖]片?加[载載]中',
  '在[这這][里裡]插入[图圖]片描述',
  '[请請]添加[图圖]片描述',
  '替代文[字本]',
  '未命名',
  // Japanese and Korean.
  '図',
  '画像',
  '写真',
  '図版',
  'イメージ',
  'スクリーンショット',
  '사진',
  '그림',
  '이미지',
  '스크린샷',
  // What cameras and programs call their files.
  'dsc[nf]?',
  'mmexport',
  'mvimg',
  'pxl',
  'snipaste',
  'wechat ?im(?:g|age)',
  '微信[图圖]片',
  '微信截[图圖]',
  '企业微信截[图圖]',
  'qq[图圖]片',
  'qq截[图圖]',
  'clip_?image',
];

/** Numbers, also in Chinese, and punctuation after the word: `Figure 3-2`, `图（一）`. */
const idle = new RegExp(`^[\\p{P}\\s]*(?:${words.join('|')})?[\\p{N}\\p{P}\\s一二三四五六七八九十百]*$`, 'iu');
/** A number may be all that a formula says. */
const numberAlone = /^[\p{P}\s]*[\p{N}一二三四五六七八九十百]/u;
/** Whoever writes more says something; and the pattern is slow where there is much punctuation. */
const longestIdle = 80;

export function isPlaceholderAlt(alt: string, address: string): boolean {
  const bare = alt.trim().replace(extension, '');
  if (bare !== alt.trim() && !/\s/.test(bare)) return true;
  if (bare.length <= longestIdle && idle.test(bare) && !numberAlone.test(bare)) return true;
  return isNameOf(alt.trim(), address);
}

/** The last segment of the address, with its extension or without. */
function isNameOf(alt: string, address: string): boolean {
  if (/^data:/i.test(address)) return false;
  const path = parseUrl(address, 'https://book.invalid/')?.pathname ?? address;
  const name = decodePercent(path.split('/').at(-1)!).trim().toLowerCase();
  const said = decodePercent(alt).toLowerCase();
  return name !== '' && (said === name || said === name.replace(/\.[^.]*$/, ''));
}
