// Draws the charts of a page in the colours of its theme; the same numbers stand in a table below each.

const root = document.documentElement;
const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
const drawn = [];

/** An amount as the reader's language writes it; small ones to the hundredth of a cent. */
function amount(currency, value) {
  const digits = value === 0 || Math.abs(value) >= 0.1 ? 2 : 4;
  return new Intl.NumberFormat(root.lang, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

function options(kind, currency) {
  const grid = { color: colour("line"), drawTicks: false };
  const ticks = { color: colour("muted"), maxTicksLimit: 8, padding: 8, precision: 0, maxRotation: 0 };
  const isBar = kind === "bar";
  const values = currency ? { ...ticks, precision: undefined, callback: (value) => amount(currency, value) } : ticks;
  const tooltip = currency ? { callbacks: { label: ({ dataset, parsed }) => `${dataset.label}: ${amount(currency, parsed.y)}` } } : {};
  return {
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    scales: {
      x: { stacked: isBar, grid: { display: false }, border: { color: colour("line") }, ticks },
      y: { stacked: isBar, beginAtZero: true, grid, border: { display: false }, ticks: { ...values, maxTicksLimit: 5 } },
    },
    plugins: { tooltip, legend: { display: isBar, position: "bottom", labels: { color: colour("ink-2"), boxWidth: 10, boxHeight: 10, useBorderRadius: true, borderRadius: 2 } } },
  };
}

function draw(canvas) {
  const { kind, currency, labels, series } = JSON.parse(canvas.dataset.chart);
  const datasets = series.map(({ name, tone, values }) => ({
    label: name,
    data: values,
    backgroundColor: colour(tone),
    borderColor: colour(tone),
    borderWidth: kind === "line" ? 2 : 0,
    borderRadius: 3,
    pointRadius: kind === "line" ? 3 : 0,
    spanGaps: true,
    tension: 0.3,
    maxBarThickness: 28,
  }));
  drawn.push(new Chart(canvas, { type: kind, data: { labels, datasets }, options: options(kind, currency) }));
}

function drawAll() {
  drawn.splice(0).forEach((chart) => chart.destroy());
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  document.querySelectorAll("canvas[data-chart]").forEach(draw);
}

drawAll();
new MutationObserver(drawAll).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
