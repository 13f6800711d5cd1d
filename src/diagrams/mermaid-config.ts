/**
 * mermaid's settings: light backgrounds and dark letters that can be told apart in grey, no HTML, nothing random; and
 * which of them an author's own settings cannot change.
 */

/** Dark enough for the smallest letters, light enough beside the black of the text. */
const ink = '#1d1d1d';
const line = '#4a4a4a';
const ground = '#f4f4f1';
const darker = '#e6e6e1';

/** Grounds of sections, one after the other: light, and not of one lightness. */
const tints = '#dfe7ee #f3e3cf #d3e5d8 #ecdde6 #e9e6cf #cfe0e4 #f0dcd5 #e0dcec #dde5cc #e8e8e8 #cbd9e8 #f2ead8'.split(
  ' ',
);

/** Slices and bars; letters on them have a contrast of 4.5 and more. */
const slices = '#b7cbe0 #f0c9a0 #8fb89a #e3e3e3 #d79a8c #cfc3e0 #a9a9a9 #f3e6a8 #8fb3c4 #d8d0c0 #b5c27a #e8bfd2'.split(
  ' ',
);

/** Lines on white, with white letters on them. */
const strands = '#3f6184 #8a5a1e #3f7350 #7c4a6e #6b6b2a #2f6f78 #8c4634 #555555'.split(' ');

/** What a diagram may not change by itself, wherever in its settings it stands. */
const secure = `secure securityLevel startOnLoad maxTextSize maxEdges suppressErrorRendering htmlLabels fontFamily
  altFontFamily fontSize theme themeCSS themeVariables look handDrawnSeed deterministicIds deterministicIDSeed
  arrowMarkerAbsolute dompurifyConfig layout elk logLevel textPlacement forceLegacyMathML legacyMathML`.split(/\s+/);

/** Characters of a source, and lines between its nodes. */
export const maxSource = 50_000;
const mostEdges = 500;

export function diagramSettings(family: string) {
  return {
    secure,
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: maxSource,
    maxEdges: mostEdges,
    logLevel: 'fatal',
    deterministicIds: true,
    deterministicIDSeed: 'octavo',
    htmlLabels: false,
    look: 'classic',
    handDrawnSeed: 1,
    layout: 'dagre',
    fontFamily: family,
    altFontFamily: family,
    fontSize: 16,
    theme: 'base',
    themeCSS,
    themeVariables: { ...themeVariables(), fontFamily: family },
    ...sizes(family),
  };
}

/** What mermaid's themes leave as it is. Printers refuse what can be seen through. */
const themeCSS = `
  .grid .tick { opacity: 1; }
  .grid .tick text { font-size: 12px; }
  .grid .tick line { stroke: #d0d0cb; }
  rect.section { opacity: 1; fill: none; }
  .commit-label-bkg { opacity: 1; fill: none; }
  text.journey-section, text.task { fill: ${ink} !important; }
  .edgeLabel rect, .edgeLabel .background { opacity: 1 !important; fill: #ffffff !important; }
  .mindmap-node.section-root text { text-anchor: middle; }
`;

/** Letters of one size in all kinds, and grounds as wide as a column. */
function sizes(family: string) {
  const letters = { fontSize: 16, fontFamily: family };
  return {
    flowchart: { htmlLabels: false, useMaxWidth: false, padding: 12, nodeSpacing: 40, rankSpacing: 40 },
    class: { htmlLabels: false },
    sequence: {
      actorFontSize: 16,
      actorFontFamily: family,
      noteFontSize: 15,
      noteFontFamily: family,
      messageFontSize: 16,
      messageFontFamily: family,
      useMaxWidth: false,
    },
    gantt: {
      useWidth: 640,
      fontSize: 14,
      sectionFontSize: 14,
      barHeight: 26,
      barGap: 8,
      leftPadding: 96,
      rightPadding: 48,
      topPadding: 56,
      axisFormat: '%m-%d',
      useMaxWidth: false,
    },
    pie: { useMaxWidth: false },
    er: { fontSize: 16, useMaxWidth: false },
    journey: { textPlacement: 'tspan', taskFontSize: 15, taskFontFamily: family, useMaxWidth: false },
    timeline: { textPlacement: 'tspan', taskFontSize: 15, taskFontFamily: family, useMaxWidth: false },
    quadrantChart: {
      chartWidth: 480,
      chartHeight: 480,
      quadrantTextTopPadding: 10,
      pointTextPadding: 8,
      useMaxWidth: false,
    },
    xyChart: { width: 640, height: 420, useMaxWidth: false },
    requirement: letters,
    c4: { useMaxWidth: false },
  };
}

function themeVariables(): Record<string, unknown> {
  const numbered = (name: string, values: string[], from: number) =>
    Object.fromEntries(values.map((value, index) => [`${name}${index + from}`, value]));
  const same = (name: string, count: number, value: string) => numbered(name, Array<string>(count).fill(value), 0);
  return {
    darkMode: false,
    background: '#ffffff',
    fontSize: '16px',
    primaryColor: ground,
    primaryTextColor: ink,
    primaryBorderColor: line,
    secondaryColor: darker,
    secondaryTextColor: ink,
    secondaryBorderColor: line,
    tertiaryColor: '#fafaf8',
    tertiaryTextColor: ink,
    tertiaryBorderColor: '#8a8a8a',
    lineColor: line,
    textColor: ink,
    mainBkg: ground,
    nodeBorder: line,
    clusterBkg: '#fafaf8',
    clusterBorder: '#8a8a8a',
    titleColor: ink,
    edgeLabelBackground: '#ffffff',
    noteBkgColor: '#f6efd9',
    noteTextColor: ink,
    noteBorderColor: '#8a7c4a',
    errorBkgColor: darker,
    errorTextColor: ink,
    ...numbered('cScale', tints, 0),
    ...same('cScaleLabel', 12, ink),
    ...same('cScalePeer', 12, line),
    ...same('cScaleInv', 12, line),
    ...numbered('fillType', tints.slice(0, 8), 0),
    ...numbered('actor', slices.slice(0, 6), 0),
    ...numbered('pie', slices, 1),
    pieTitleTextSize: '18px',
    pieTitleTextColor: ink,
    pieSectionTextSize: '15px',
    pieSectionTextColor: ink,
    pieLegendTextSize: '16px',
    pieLegendTextColor: ink,
    pieStrokeColor: '#ffffff',
    pieStrokeWidth: '1.5px',
    pieOuterStrokeColor: line,
    pieOuterStrokeWidth: '1px',
    pieOpacity: '1',
    ...numbered('git', strands, 0),
    ...numbered('gitInv', strands, 0),
    ...same('gitBranchLabel', 8, '#ffffff'),
    commitLabelColor: ink,
    commitLabelBackground: '#ffffff',
    commitLabelFontSize: '13px',
    tagLabelColor: ink,
    tagLabelBackground: darker,
    tagLabelBorder: line,
    tagLabelFontSize: '13px',
    quadrant1Fill: '#f4f4f1',
    quadrant2Fill: '#e6e6e1',
    quadrant3Fill: '#f4f4f1',
    quadrant4Fill: '#e6e6e1',
    ...Object.fromEntries([1, 2, 3, 4].map((number) => [`quadrant${number}TextFill`, ink])),
    quadrantPointFill: '#3f6184',
    quadrantPointTextFill: ink,
    quadrantXAxisTextFill: ink,
    quadrantYAxisTextFill: ink,
    quadrantTitleFill: ink,
    quadrantInternalBorderStrokeFill: line,
    quadrantExternalBorderStrokeFill: line,
    xyChart: {
      backgroundColor: '#ffffff',
      titleColor: ink,
      xAxisLabelColor: ink,
      xAxisTitleColor: ink,
      xAxisTickColor: line,
      xAxisLineColor: line,
      yAxisLabelColor: ink,
      yAxisTitleColor: ink,
      yAxisTickColor: line,
      yAxisLineColor: line,
      plotColorPalette: '#a9c0d8, #7a3b12, #8fb89a, #3f6184, #e0b080, #7c4a6e, #c3cf8e, #2f6f78',
    },
    sectionBkgColor: '#f0f0ec',
    altSectionBkgColor: '#ffffff',
    sectionBkgColor2: '#f0f0ec',
    taskBkgColor: '#cfdbe6',
    taskBorderColor: line,
    taskTextColor: ink,
    taskTextLightColor: ink,
    taskTextDarkColor: ink,
    taskTextOutsideColor: ink,
    taskTextClickableColor: ink,
    activeTaskBkgColor: '#f0c9a0',
    activeTaskBorderColor: line,
    doneTaskBkgColor: '#d9d9d6',
    doneTaskBorderColor: line,
    critBkgColor: '#e5b3a8',
    critBorderColor: '#8c4634',
    gridColor: '#b5b5b0',
    actorBkg: ground,
    actorBorder: line,
    actorTextColor: ink,
    actorLineColor: '#8a8a8a',
    signalColor: ink,
    signalTextColor: ink,
    labelBoxBkgColor: darker,
    labelBoxBorderColor: line,
    labelTextColor: ink,
    loopTextColor: ink,
    activationBkgColor: darker,
    activationBorderColor: line,
    sequenceNumberColor: '#ffffff',
    attributeBackgroundColorOdd: '#ffffff',
    attributeBackgroundColorEven: '#f0f0ec',
    rowOdd: '#ffffff',
    rowEven: '#f0f0ec',
    classText: ink,
    labelColor: ink,
    altBackground: '#fafaf8',
  };
}
