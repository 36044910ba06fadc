using System.Text.Json;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>ECharts options for the few shapes reports are drawn in; what has too few answers is a gap, never a guess.</summary>
internal static class ChartOption
{
    private static readonly object Percent = new { type = "value", axisLabel = new { formatter = "{value}%" } };

    /// <summary>A line with its 95 % interval as a band; shares in per cent, or numbers as they are.</summary>
    public static string Band(IReadOnlyList<string> names, IReadOnlyList<(double? Value, double? Low, double? High)> points, string line, string band, double? low, double? high, bool share)
    {
        double? Of(double? v) => v is { } x ? Math.Round(share ? x * 100 : x, 2) : null;
        return Json(new
        {
            tooltip = new { trigger = "axis" },
            xAxis = new { type = "category", data = names },
            yAxis = new { type = "value", min = low, max = high, axisLabel = new { formatter = share ? "{value}%" : "{value}" } },
            series = new object[]
            {
                new { name = "", type = "line", stack = "band", stackStrategy = "all", data = points.Select(p => Of(p.Low)), lineStyle = new { opacity = 0 }, symbol = "none", silent = true, tooltip = new { show = false } },
                new { name = band, type = "line", stack = "band", stackStrategy = "all", data = points.Select(p => Of(p.High - p.Low)), lineStyle = new { opacity = 0 }, areaStyle = new { opacity = 0.18 }, symbol = "none", silent = true, tooltip = new { show = false } },
                new { name = line, type = "line", data = points.Select(p => Of(p.Value)), symbolSize = 7, lineStyle = new { width = 2.5 } },
            },
        });
    }

    /// <summary>Values with their intervals, a line each, read from the left.</summary>
    public static string Forest(IReadOnlyList<string> names, IReadOnlyList<(double? Value, double? Low, double? High)> points, string value, string interval, double low, double high)
    {
        double? Of(double? v) => v is { } x ? Math.Round(x * 100, 2) : null;
        string[] upwards = [.. names.Reverse()];
        var shown = points.Reverse().ToArray();
        return Json(new
        {
            tooltip = new { trigger = "axis" },
            xAxis = new { type = "value", min = low, max = high, axisLabel = new { formatter = "{value}%" } },
            yAxis = new { type = "category", data = upwards },
            series = new object[]
            {
                new { name = "", type = "bar", stack = "interval", stackStrategy = "all", barWidth = 6, data = shown.Select(p => Of(p.Low)), itemStyle = new { color = "transparent" }, silent = true, tooltip = new { show = false } },
                new { name = interval, type = "bar", stack = "interval", stackStrategy = "all", barWidth = 6, data = shown.Select(p => Of(p.High - p.Low)), itemStyle = new { opacity = 0.35 }, silent = true, tooltip = new { show = false } },
                new { name = value, type = "scatter", symbolSize = 11, data = shown.Select(p => Of(p.Value)) },
            },
        });
    }

    /// <summary>Bars on top of each other; none where there is no value.</summary>
    public static string Stacked(IReadOnlyList<string> names, IReadOnlyList<(string Name, string? Colour, IReadOnlyList<long?> Values)> series) => Json(new
    {
        legend = new { top = 0 },
        tooltip = new { trigger = "axis" },
        xAxis = new { type = "category", data = names },
        yAxis = new { type = "value", minInterval = 1 },
        series = series.Select(s => new { name = s.Name, type = "bar", stack = "all", data = s.Values, itemStyle = new { color = s.Colour } }),
    });

    /// <summary>Bars from the largest, and the line of what they add up to (V. Pareto's picture).</summary>
    public static string Pareto(IReadOnlyList<string> names, IReadOnlyList<long> values, string bars, string line)
    {
        var (all, sum) = ((double)values.Sum(), 0L);
        return Json(new
        {
            legend = new { top = 0 },
            tooltip = new { trigger = "axis" },
            xAxis = new { type = "category", data = names, axisLabel = new { interval = 0, rotate = names.Count > 5 ? 30 : 0 } },
            yAxis = new[] { new { type = "value", minInterval = 1, min = 0.0, max = (double?)null, axisLabel = (object)new { formatter = "{value}" } }, new { type = "value", minInterval = 0, min = 0.0, max = (double?)100, axisLabel = (object)new { formatter = "{value}%" } } },
            series = new object[]
            {
                new { name = bars, type = "bar", data = values },
                new { name = line, type = "line", yAxisIndex = 1, data = values.Select(v => Math.Round(100 * (sum += v) / Math.Max(1, all), 1)).ToArray() },
            },
        });
    }

    /// <summary>Points in four quarters, a colour for each group; shares in per cent. What a point is called stands in its tooltip.</summary>
    public static string Quarters(IReadOnlyList<(string Group, string? Colour, IReadOnlyList<(string Name, double X, double Y)> Points)> groups, string x, string y, double cutX, double cutY) => Json(new
    {
        legend = new { top = 0 },
        tooltip = new { trigger = "item", formatter = "{b}" },
        grid = new { top = 48, bottom = 40, left = 8, right = 24, containLabel = true },
        xAxis = new { type = "value", min = 0, max = 100, name = x, nameLocation = "middle", nameGap = 28, axisLabel = new { formatter = "{value}%" } },
        yAxis = new { type = "value", min = 0, max = 100, name = y, axisLabel = new { formatter = "{value}%" } },
        series = groups.Select((g, i) => new
        {
            name = g.Group,
            type = "scatter",
            symbolSize = 11,
            itemStyle = new { color = g.Colour },
            data = g.Points.Select(p => new { name = p.Name, value = new[] { Math.Round(p.X * 100, 1), Math.Round(p.Y * 100, 1) } }),
            markLine = i > 0 ? null : new { silent = true, symbol = "none", label = new { show = false }, data = new object[] { new { xAxis = cutX * 100 }, new { yAxis = cutY * 100 } } },
        }),
    });

    /// <summary>A cell for each hour of the week, the darker the more.</summary>
    public static string Week(IReadOnlyList<string> days, IReadOnlyList<long> values, string name) => Json(new
    {
        tooltip = new { trigger = "item" },
        grid = new { top = 8, bottom = 64, left = 8, right = 16, containLabel = true },
        xAxis = new { type = "category", data = Enumerable.Range(0, 24).Select(h => $"{h:00}") },
        yAxis = new { type = "category", data = days, inverse = true },
        visualMap = new { min = 0, max = Math.Max(1, values.Max()), calculable = false, orient = "horizontal", left = "center", bottom = 0, inRange = new { color = new[] { "#dfe9fb", "#2f6fde", "#12326b" } } },
        series = new[] { new { name, type = "heatmap", data = values.Select((n, i) => new[] { i % 24, i / 24, n }) } },
    });

    /// <summary>Bars side by side, a line each; shares in per cent.</summary>
    public static string Compared(IReadOnlyList<string> names, IReadOnlyList<(string Name, IReadOnlyList<double> Shares)> series) => Json(new
    {
        legend = new { top = 0 },
        tooltip = new { trigger = "axis" },
        xAxis = new { type = "value", min = 0, axisLabel = new { formatter = "{value}%" } },
        yAxis = new { type = "category", data = names, inverse = true },
        series = series.Select(s => new { name = s.Name, type = "bar", data = s.Shares.Select(v => Math.Round(v * 100, 1)) }),
    });

    /// <summary>Lines over the same periods.</summary>
    public static string Lines(IReadOnlyList<string> names, IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> series, bool share) => Json(new
    {
        legend = new { top = 0 },
        tooltip = new { trigger = "axis" },
        xAxis = new { type = "category", data = names },
        yAxis = share ? Percent : new { type = "value" },
        series = series.Select(s => new { name = s.Name, type = "line", symbolSize = 7, data = s.Values.Select(v => v is { } x ? Math.Round(share ? x * 100 : x, 2) : (double?)null) }),
    });

    /// <summary>For a script element: nothing in it can end the element.</summary>
    private static string Json(object option) => JsonSerializer.Serialize(option, StoredJson.Options).Replace("<", "\\u003c", StringComparison.Ordinal);
}
