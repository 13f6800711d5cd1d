'use strict';
(() => {
  const root = document.documentElement;
  const list = document.getElementById('books');
  const query = document.getElementById('query');
  const sort = document.getElementById('sort');
  const status = document.getElementById('status');
  const none = document.getElementById('none');
  const switches = [...document.querySelectorAll('#languages button')];
  const filters = [...document.querySelectorAll('select[data-filter]')];
  let labels = root.lang.startsWith('zh') ? 'zh' : 'en';
  const usualLabels = labels;

  // What a reader types finds a word in any width, case or with any accents.
  const fold = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
  const textOf = (item, selector) => [...item.querySelectorAll(selector)].map((each) => each.textContent).join(' ');

  const books = [...list.children].map((item, index) => ({
    item,
    index,
    title: textOf(item, 'h2'),
    author: item.dataset.author,
    date: item.dataset.date,
    bytes: Number(item.dataset.bytes),
    language: [item.dataset.language],
    folder: [item.dataset.folder],
    tag: JSON.parse(item.dataset.tags),
    words: fold(textOf(item, 'h2, .subtitle, .people, .description, .tags li, .details')),
  }));

  // The Chinese collation sorts Han characters by pinyin and other scripts as usual.
  const isHan = books.some(({ title }) => /\p{Script=Han}/u.test(title));
  const collator = new Intl.Collator(isHan ? 'zh-u-co-pinyin' : root.lang, { numeric: true });
  const byTitle = (a, b) => collator.compare(a.title, b.title) || a.index - b.index;
  const orders = {
    newest: (a, b) => a.index - b.index,
    oldest: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.index - b.index),
    title: byTitle,
    // Books without an author come last.
    author: (a, b) => (a.author === '') - (b.author === '') || collator.compare(a.author, b.author) || byTitle(a, b),
    size: (a, b) => b.bytes - a.bytes || a.index - b.index,
  };
  let order = 'newest';

  function update() {
    const terms = fold(query.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const book of books) {
      const matches =
        terms.every((term) => book.words.includes(term)) &&
        filters.every(({ value, dataset }) => value === '' || book[dataset.filter].includes(value));
      if (book.item.hidden === matches) book.item.hidden = !matches;
      if (matches) count += 1;
    }
    if (sort.value !== order) {
      order = sort.value;
      list.append(...[...books].sort(orders[order]).map(({ item }) => item));
    }
    none.hidden = count > 0;
    const all = books.length;
    const unit = all === 1 ? 'book' : 'books';
    status.textContent =
      count === all
        ? labels === 'zh' ? `共 ${all} 本书` : `${all} ${unit}`
        : labels === 'zh' ? `${all} 本书中的 ${count} 本` : `${count} of ${all} ${unit}`;
    save();
  }

  function setLabels(language) {
    labels = language;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    for (const each of document.querySelectorAll('[data-en]')) each.textContent = each.dataset[language];
    for (const each of switches) each.setAttribute('aria-pressed', String(each.value === language));
  }

  // The address keeps what is shown, so that a bookmark leads back to it.
  function save() {
    const state = new URLSearchParams();
    if (query.value !== '') state.set('q', query.value);
    if (sort.value !== 'newest') state.set('sort', sort.value);
    for (const { dataset, value } of filters) if (value !== '') state.set(dataset.filter, value);
    if (labels !== usualLabels) state.set('labels', labels);
    const hash = String(state);
    try {
      history.replaceState(null, '', hash === '' ? location.href.replace(/#.*$/, '') : `#${hash}`);
    } catch {
      // Some browsers refuse it for files.
    }
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    const choose = (select, value) => {
      const options = [...select.options].map((option) => option.value);
      select.value = options.includes(value) ? value : options[0];
    };
    query.value = state.get('q') ?? '';
    choose(sort, state.get('sort') ?? 'newest');
    for (const select of filters) choose(select, state.get(select.dataset.filter) ?? '');
    const chosen = state.get('labels');
    setLabels(chosen === 'en' || chosen === 'zh' ? chosen : usualLabels);
    update();
  }

  query.addEventListener('input', update);
  for (const select of [sort, ...filters]) select.addEventListener('change', update);
  for (const each of switches) {
    each.addEventListener('click', () => {
      setLabels(each.value);
      update();
    });
  }
  document.getElementById('reset').addEventListener('click', () => {
    query.value = '';
    for (const select of filters) select.value = '';
    update();
    query.focus();
  });
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    list.focus();
    list.scrollIntoView();
  });
  addEventListener('hashchange', restore);
  for (const id of ['tools', 'languages']) document.getElementById(id).hidden = false;
  root.classList.add('enhanced');
  restore();
})();
