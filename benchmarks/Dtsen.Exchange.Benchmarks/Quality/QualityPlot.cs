using System.Globalization;
using System.Text;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>The curve over the thresholds as a picture: recall of PADAN and PADAN_DENGAN_CATATAN, and precision of PADAN.</summary>
internal static class QualityPlot
{
    private const int Width = 340;
    private const int Height = 240;
    private static readonly string[] Colours = ["#0b6e4f", "#8a8a8a", "#c8553d", "#3d6cc8"];

    public static string Of(QualityRun quality)
    {
        var svg = new StringBuilder();
        svg.AppendLine("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 340\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine("<rect width=\"860\" height=\"340\" fill=\"#ffffff\"/>");
        Panel(svg, 60, "Recall of PADAN + PADAN_DENGAN_CATATAN", quality, count => count.PadanRecall);
        Panel(svg, 490, "Precision of PADAN", quality, count => count.PadanPrecision);
        foreach (var (measure, at) in NameMeasure.All.Select((measure, at) => (measure, at)))
        {
            var x = 60 + (at * 130);
            svg.AppendLine(Line(x, 325, x + 24, 325, Colours[at], 3));
            svg.AppendLine(Text(x + 30, 329, measure.Title, "start"));
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void Panel(StringBuilder svg, int left, string title, QualityRun quality, Func<QualityCount, double> figure)
    {
        var curves = NameMeasure.All
            .Select((_, at) => QualityRun.Thresholds.Select(each => figure(quality.At(at, each))).ToArray())
            .ToArray();

        // Down to a round figure below the lowest, so that the differences can be seen.
        var lowest = curves.Min(curve => curve.Min());
        var span = new[] { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 }.First(span => lowest >= 1 - span);
        svg.AppendLine(Text(left, 28, title, "start"));
        for (var step = 0; step <= 4; step++)
        {
            var y = 45 + (step * Height / 4);
            svg.AppendLine(Line(left, y, left + Width, y, "#dddddd", 1));
            svg.AppendLine(Text(left - 6, y + 4, (1 - (span * step / 4)).ToString("0.0000", CultureInfo.InvariantCulture), "end"));
        }

        for (var at = 0; at < QualityRun.Thresholds.Count; at++)
        {
            svg.AppendLine(Text(X(at), 303, QualityRun.Thresholds[at].ToString(CultureInfo.InvariantCulture), "middle"));
        }

        for (var at = curves.Length - 1; at >= 0; at--)
        {
            var points = string.Join(' ', curves[at].Select((value, step) => FormattableString.Invariant($"{X(step)},{Y(value):0.#}")));
            svg.AppendLine($"<polyline fill=\"none\" stroke=\"{Colours[at]}\" stroke-width=\"2.5\" points=\"{points}\"/>");
        }

        double Y(double value) => 45 + ((1 - value) / span * Height);

        int X(int at) => left + (at * Width / (QualityRun.Thresholds.Count - 1));
    }

    private static string Line(int x1, int y1, int x2, int y2, string colour, int width) =>
        $"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>";

    private static string Text(int x, int y, string text, string anchor) =>
        $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>";
}
