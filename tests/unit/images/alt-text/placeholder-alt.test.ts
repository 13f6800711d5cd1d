import { describe, expect, it } from 'vitest';
import { isPlaceholderAlt } from '../../../../src/images/alt-text/placeholder-alt.ts';
import { growthOf, linear } from '../../../support/growth.ts';
import { fc } from '../../../support/properties.ts';

describe('alt text is a placeholder', () => {
  it.each([
    ...['IMG_1234.jpg', '图片1.png', 'a-cup-of-tea.webp', '截屏2024-05-12.PNG', '/pictures/cup.jpeg'],
    ...['image', 'Image', 'images', 'img', 'image 3', 'Picture 1.', 'photo', 'figure 3-2', 'Fig. 7', 'screen shot (2)'],
    ...[
      'Screenshot',
      'screenshot_20240512',
      'untitled',
      'alt text',
      'image description',
      'enter image description here',
    ],
    ...[
      '图',
      '图1',
      '图 3',
      '图一',
      '图（二）',
      '图片',
      '图像',
      '插图',
      '配图',
      '照片',
      '截图',
      '截屏',
      '屏幕截图 2024-05-12',
    ],
    ...[
      '示意图',
      '圖',
      '圖片',
      '插圖3',
      '截圖',
      '题图',
      '在这里插入图片描述',
      '请添加图片描述',
      '图片描述',
      '替代文字',
    ],
    ...['画像', '写真 2', '図3', '사진', '그림 1', '스크린샷'],
    ...['DSC01234', 'DSCN0001', 'PXL_20240512_103045', 'mmexport1715480000000', '微信图片_20240512103045'],
    ...['Snipaste_2024-05-12', 'clip_image001', 'QQ截图20240512', '...', '——', '（）'],
  ])('when it is %j', (alt) => {
    expect(isPlaceholderAlt(alt, 'https://example.org/x/1.png')).toBe(true);
  });

  it.each([
    ['cup', 'pictures/cup.png'],
    ['cup.final', 'pictures/cup.final'],
    ['Cup', './cup.png?width=300#top'],
    ['cup.final', 'https://example.org/a/cup.final.jpg'],
    ['杯子', '%E6%9D%AF%E5%AD%90.png'],
    ['%E6%9D%AF%E5%AD%90', '杯子.png'],
    ['v2-0a1b2c3d', 'https://example.org/v2-0a1b2c3d_hd/../v2-0a1b2c3d.jpg'],
    ['640', 'https://example.org/abc/640?wx_fmt=png'],
  ])('when it is %j, the name of %j', (alt, address) => {
    expect(isPlaceholderAlt(alt, address)).toBe(true);
  });
});

describe('alt text is not a placeholder', () => {
  it.each([
    ...[
      'A cup',
      '一只杯子',
      '图中是一只杯子',
      '图1：流程',
      '图一 流程图的局部',
      'Figure 3: the valley',
      'images of cups',
    ],
    ...['photosynthesis', 'imagery', 'figures of speech', 'a picture', 'How to open cup.png', 'logo of octavo'],
    // What a formula or a drawn word may say.
    ...['2', '100%', 'x', '(x + 1)', '一', '😀', '→', '√2', 'C', '百'],
    ...['截图显示了设置页面', '照片里的山谷', '示意图：水的循环'],
  ])('when it is %j', (alt) => {
    expect(isPlaceholderAlt(alt, 'https://example.org/1234.png')).toBe(false);
  });

  it('whatever the name of an image that is written in the article', () => {
    expect(isPlaceholderAlt('AAAA', 'data:image/png;base64,/AAAA')).toBe(false);
  });
});

it('arbitrary text is classified without an exception', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (alt, url) => isPlaceholderAlt(alt, url) !== null,
    ),
  );
});

it('a long text is judged in time that grows with its length', () => {
  const judgeDots = (count: number) => isPlaceholderAlt(`${'.'.repeat(count)}x`, `${'/'.repeat(count)}%`);
  const judgeNumbers = (count: number) => isPlaceholderAlt(`image${' 1'.repeat(count)}x`, 'a.png');
  for (const judge of [judgeDots, judgeNumbers]) expect(growthOf(judge, 100_000)).toBeLessThan(linear);
});
