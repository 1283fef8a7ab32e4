"""Reference numbers for the statistics of seed groups, by NumPy and SciPy. Writes statistics.json beside itself.

    python make.py     (with numpy and scipy installed)
"""
import json
from pathlib import Path

import numpy as np
from scipy import stats

groups = {
    'five': [0.80, 0.85, 0.90, 0.95, 1.00],
    'skewed': [1e-6, 3e-6, 2e-5, 1.5e-3, 0.4, 0.02, 7e-4],
    'two': [3.0, 4.5],
    'twelve': [0.31, -1.7, 2.25, 0.0, 8.5, -3.25, 0.125, 1.1, 1.2, 1.3, -0.4, 0.77],
    'equal': [0.1, 0.1, 0.1],
    'far': [1e8 + 1, 1e8 + 2, 1e8 + 4],
}


def describe(values):
    v = np.array(values)
    n = len(v)
    mean, sd, se = v.mean(), v.std(ddof=1), stats.sem(v)
    result = {
        'values': values,
        'mean': mean,
        'median': np.median(v),
        'trimmed': stats.trim_mean(v, 0.2),
        'sd': sd,
        'se': se,
        't95': list(stats.t.interval(0.95, n - 1, loc=mean, scale=se)) if sd > 0 else [mean, mean],
        't99': list(stats.t.interval(0.99, n - 1, loc=mean, scale=se)) if sd > 0 else [mean, mean],
        'quantiles50': list(np.quantile(v, [0.25, 0.75])),
        'quantiles90': list(np.quantile(v, [0.05, 0.95])),
        'range': [v.min(), v.max()],
    }
    g = int(0.2 * n)
    if n - 2 * g - 1 >= 1 and g > 0:
        winsorised = np.asarray(stats.mstats.winsorize(np.sort(v), limits=(0.2, 0.2)))
        error = winsorised.std(ddof=1) / (0.6 * np.sqrt(n))
        half = stats.t.ppf(0.975, n - 2 * g - 1) * error
        result['trimmedSe'] = error
        result['trimmedT95'] = [result['trimmed'] - half, result['trimmed'] + half]
    if (v > 0).all():
        logs = np.log(v)
        result['geometric'] = stats.gmean(v)
        half = stats.t.ppf(0.975, n - 1) * stats.sem(logs)
        result['geometricT95'] = list(np.exp([logs.mean() - half, logs.mean() + half]))
    return result


quantiles = [[p, df, stats.t.ppf(p, df)] for p in (0.6, 0.75, 0.9, 0.95, 0.975, 0.995, 0.9995) for df in (1, 2, 3, 4, 5, 7, 9, 14, 29, 99, 999)]

# Bootstrap intervals by SciPy with its own random numbers: the fixed resamples agree with them only as far as resampling does.
rng = np.random.default_rng(6)
bootstrap = {
    name: list(stats.bootstrap((np.array(groups[name]),), np.mean, method='percentile', n_resamples=200_000, batch=1000, confidence_level=0.95, rng=rng).confidence_interval)
    for name in ('five', 'twelve')
}

out = {'groups': {name: describe(values) for name, values in groups.items()}, 'quantiles': quantiles, 'bootstrap': bootstrap}
Path(__file__).with_name('statistics.json').write_text(json.dumps(out, indent=1, default=float) + '\n')
