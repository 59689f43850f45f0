// The survey on a phone with JavaScript: one question at a time, and what happens without a signal. The page's own form
// stays the only form: this shows its parts in turn and sends it. Answers are nowhere but in its fields: never in an
// address, in the history's state or in anything that a phone keeps. Words and markup come from the page's template.
// Comments and indentation are left out before it goes to a phone. Nothing newer than ES2017, for old phones.
(() => {
'use strict';

// Seconds until the next try without a signal; the last goes on. And how long one try may take.
const PAUSES = [4, 8, 15, 30];
const PATIENCE = 25;
// Statuses of pages that say "try again": the answers wait behind them for whoever goes back.
const LATER = [413, 429];
// What a question is answered with.
const ANSWER = '[type=radio],.number';

const root = () => document.documentElement;
let survey = null;
let kept = null;
// How many entries of the browser's history lie between here and where the survey began.
let depth = (history.state || {}).depth || 0;
let arrived = null;
// Whether this device is passed round.
let passed = false;

// Goes back to where the survey began, so that no step stays behind in the history; then does the rest.
const leave = (then) => {
  survey = null;
  if (depth) {
    arrived = then;
    history.go(-depth);
  } else {
    then();
  }
};

const swap = (fresh) => {
  document.replaceChild(document.adoptNode(fresh), root());
  scrollTo(0, 0);
};

const focus = (element) => {
  element.tabIndex = -1;
  element.focus();
};

addEventListener('popstate', (event) => {
  const state = event.state || {};
  depth = state.depth || 0;
  if (arrived) {
    const then = arrived;
    arrived = null;
    then();
  } else if (survey) {
    survey.show(state.step || 0);
  } else if (kept) {
    swap(kept.page);
    survey = kept.survey;
    kept = null;
    survey.go(survey.last);
  } else {
    location.reload();
  }
});
addEventListener('online', () => survey && survey.retry());
addEventListener('pagehide', () => {
  if (passed) {
    kept = null;
    if (survey) survey.empty();
  }
});
addEventListener('pageshow', (event) => event.persisted && passed && location.reload());

const begin = () => {
  const template = document.querySelector('template');
  const form = document.querySelector('form.survey');
  if (!form || !template || !template.content || !window.URLSearchParams) return;

  const main = form.parentNode;
  const around = Array.from(main.children).filter((each) => each !== form && !each.matches('template, script, .problem, .stays'));
  const problem = main.querySelector('.problem');
  const button = form.querySelector('form > .button');
  const steps = Array.from(form.querySelectorAll('.q'));
  const counted = steps.filter((step) => step.querySelector(ANSWER));
  const last = steps.length + 1;
  const parts = document.importNode(template.content, true);
  const [bar, end, unsent, erased] = ['.steps', '.end', '.unsent', '.erased'].map((name) => parts.querySelector(name));
  // Whose questions they are stands below each of them, where it is in nobody's way.
  const owners = Array.from(form.querySelectorAll('.owner')).map((line) => [line, line.parentNode]);
  const progress = bar.querySelector('.progress');
  const trying = unsent.querySelector('.trying');
  const words = bar.dataset;
  const send = button.textContent;
  let at = 0;
  let reviewing = false;
  let attempt = 0;
  let failures = 0;
  let timer = 0;
  let request = null;

  // The question becomes the heading of what is shown.
  const headings = steps.map((step) => {
    const question = step.querySelector('legend, label, summary');
    const heading = document.createElement('h1');
    if (question.tagName === 'LABEL') {
      question.parentNode.insertBefore(heading, question);
      heading.appendChild(question);
    } else {
      while (question.firstChild) heading.appendChild(question.firstChild);
      question.appendChild(heading);
    }
    // A long one leaves room for its answers.
    if (heading.textContent.length > 80) heading.className = 'long';
    return heading;
  });

  const has = (step, what) => step.matches(what) || step.querySelector(what);

  const stop = () => {
    attempt += 1;
    clearTimeout(timer);
    if (request) request.abort();
    request = null;
  };

  // Shows a step: 0 is the welcome, the last one sends. The focus goes to `to`, or to its heading; nowhere if null.
  const show = (step, to) => {
    stop();
    failures = 0;
    at = Math.min(step, last);
    const now = steps[at - 1];
    const ending = at === last;
    reviewing = reviewing || ending;
    around.forEach((each) => { each.hidden = at > 0; });
    Array.from(form.children).forEach((each) => {
      each.hidden = has(each, '.q') ? !now || !each.contains(now) : each !== button && !ending;
    });
    steps.forEach((each) => { each.hidden = each !== now; });
    owners.forEach(([line, part]) => { line.hidden = !now || !part.contains(now); });
    form.hidden = false;
    bar.hidden = at === 0;
    unsent.hidden = true;
    if (problem) {
      const bad = Array.from(form.querySelectorAll('.bad'));
      problem.hidden = !bad.some((each) => (now ? now.contains(each) : ending && !each.closest('.q')));
    }
    const number = counted.indexOf(now) + 1;
    const total = words.question.replace('{number}', number).replace('{total}', counted.length);
    progress.textContent = number ? total : now ? words.extra : '';
    bar.querySelector('.bar div').style.width = 100 * at / last + '%';
    button.textContent = now ? words.next : words.start;
    if (ending) review();
    if (to === null) return;
    scrollTo(0, 0);
    focus(to || (ending ? end.querySelector('h1') : headings[at - 1]) || main.querySelector('h1'));
  };

  // Says once what was left blank.
  const review = () => {
    const left = counted.filter((step) => {
      const number = step.querySelector('.number');
      return !step.querySelector(':checked') && !(number && number.value.trim());
    });
    const lines = end.querySelector('ul');
    const some = left.length === 1 ? end.dataset.one : end.dataset.more.replace('{count}', left.length);
    end.querySelector('p').textContent = left.length ? some : end.dataset.none;
    lines.textContent = '';
    left.forEach((step) => {
      const link = document.createElement('a');
      link.href = '#' + step.querySelector(ANSWER).id;
      link.textContent = headings[steps.indexOf(step)].textContent;
      lines.appendChild(document.createElement('li')).appendChild(link);
    });
    button.textContent = left.length ? words.anyway : send;
  };

  const go = (step, to) => {
    depth += 1;
    history.pushState({ step, depth }, '');
    show(step, to);
  };

  // Tells of a number that cannot be taken, before the next question; whether there was none.
  const sound = (step) => {
    const field = step && step.querySelector('.number');
    if (!field) return true;
    const typed = field.value.trim().replace(',', '.');
    const { least, most, whole, wrong } = field.dataset;
    const written = /^[-+]?[\d.]+$/.test(typed) && +typed >= +least && +typed <= +most;
    const good = !typed || (written && (whole === undefined || +typed % 1 === 0));
    let message = step.querySelector('.message');
    step.classList.toggle('bad', !good);
    if (message) message.remove();
    field.removeAttribute('aria-invalid');
    if (good) return true;
    message = document.createElement('span');
    message.className = 'message';
    message.id = field.id + '-error';
    message.textContent = wrong;
    field.parentNode.insertBefore(message, field);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', field.id + '-hint ' + message.id);
    field.focus();
    return false;
  };

  // Once everything was seen, a question leads back to the end; but first to whatever else has a message.
  const next = () => {
    if (!sound(steps[at - 1])) return;
    const bad = steps.findIndex((step, place) => place >= at && has(step, '.bad'));
    go(reviewing ? (bad < 0 ? last : bad + 1) : at + 1);
  };

  const failed = (signal) => {
    const again = !unsent.hidden;
    form.hidden = bar.hidden = true;
    if (problem) problem.hidden = true;
    unsent.hidden = false;
    unsent.querySelector('.signal').hidden = !signal;
    unsent.querySelector('.fault').hidden = signal;
    trying.textContent = again ? words.still : '';
    if (!again) focus(unsent.querySelector('h1'));
    request = null;
    if (signal) timer = setTimeout(post, 1000 * PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  };

  // What a browser sends for this form: fields in order, of choices only those taken, lines ended as the standard says.
  const body = () => {
    const pairs = new URLSearchParams();
    Array.from(form.elements).forEach((field) => {
      if (field.name && (field.checked || !/^(radio|checkbox)$/.test(field.type))) {
        pairs.append(field.name, field.value.replace(/\r?\n/g, '\r\n'));
      }
    });
    return pairs.toString();
  };

  const post = async () => {
    stop();
    const mine = attempt;
    (unsent.hidden ? progress : trying).textContent = words.sending;
    if (window.AbortController) request = new AbortController();
    const late = setTimeout(() => mine === attempt && request && request.abort(), 1000 * PATIENCE);
    let reply, text;
    try {
      reply = await fetch(form.action, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: request ? request.signal : undefined,
        body: body(),
      });
      text = await reply.text();
    } catch (error) {
      reply = null;
    }
    clearTimeout(late);
    if (mine !== attempt) return;
    if (!reply) return failed(true);
    const fault = reply.status >= 500 || reply.status === 408;
    if (fault || !/^text\/html/.test(reply.headers.get('Content-Type'))) return failed(false);
    const page = new DOMParser().parseFromString(text, 'text/html').documentElement;
    kept = LATER.includes(reply.status) ? { page: root(), survey } : null;
    leave(() => {
      if (!page.querySelector('form.survey')) history.pushState({}, '', reply.url || form.action);
      swap(page);
      begin();
      if (!survey) focus(document.querySelector('h1'));
    });
  };

  const erase = () => {
    stop();
    form.remove();
    leave(() => {
      unsent.hidden = bar.hidden = true;
      erased.hidden = false;
      focus(erased.querySelector('h1'));
    });
  };

  form.addEventListener('submit', (event) => {
    if (at === last && !window.fetch) return;
    event.preventDefault();
    if (at < last) next();
    else if (!request) post();
  });
  main.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const field = document.getElementById(link.hash.slice(1));
    const step = steps.findIndex((each) => each.contains(field));
    go(step < 0 ? last : step + 1);
    if (field && link.closest('.problem')) field.focus();
  });
  bar.querySelector('.back').addEventListener('click', () => history.back());
  unsent.querySelector('.now').addEventListener('click', post);
  unsent.querySelector('.erase').addEventListener('click', erase);

  const rest = Array.from(form.children).find((each) => each.matches('details') && !has(each, '.q'));
  form.insertBefore(end, rest || button);
  owners.forEach(([line]) => form.insertBefore(line, button.nextSibling));
  main.insertBefore(bar, main.firstChild);
  main.appendChild(unsent);
  main.appendChild(erased);
  passed = form.matches('.passed');
  survey = {
    last,
    show,
    go,
    empty: () => form.remove(),
    retry: () => { if (!unsent.hidden && !unsent.querySelector('.signal').hidden) post(); },
  };
  history.replaceState({ step: 0, depth }, '', form.action);
  show(0, null);
  if (problem) {
    const wrong = steps.findIndex((step) => has(step, '.bad'));
    go(wrong < 0 ? last : wrong + 1, problem);
    reviewing = true;
  }
};

begin();
})();
