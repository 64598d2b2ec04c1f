// Conveniences. Every page works without them.
(() => {
  'use strict';

  const units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

  const until = (seconds) => {
    const parts = [];
    let rest = Math.max(0, Math.round(seconds));
    for (const [name, size] of units) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0 && parts.length < 2) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    }
    return parts.length ? `in ${parts.join(' ')}` : 'now';
  };

  const localTimes = (scope) => {
    for (const time of scope.querySelectorAll('time[datetime]:not([data-local])')) {
      const at = new Date(time.dateTime);
      time.dataset.local = 'yes';
      time.title = time.dateTime.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC');
      if (!time.dataset.until) {
        time.textContent = at.toLocaleString([], {
          day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
        });
      }
    }
  };

  const countDown = () => {
    for (const time of document.querySelectorAll('time[data-until]')) {
      time.textContent = until((new Date(time.dateTime) - Date.now()) / 1000);
    }
  };

  const copyButtons = (scope) => {
    for (const button of scope.querySelectorAll('button[data-copy][hidden]')) button.hidden = false;
  };

  const refresh = (scope) => {
    localTimes(scope);
    copyButtons(scope);
    countDown();
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    const label = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = label; }, 1500);
  });

  document.addEventListener('htmx:afterSwap', () => refresh(document));
  document.addEventListener('DOMContentLoaded', () => {
    refresh(document);
    setInterval(countDown, 1000);
  });
})();
