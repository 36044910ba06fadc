namespace FeedbackBot.Host.Commands;

/// <summary>Prints a table as plain lines, a row each, its header first: as good in a pipe as on a screen, and never cut to the screen's width.</summary>
internal sealed class Columns(params string[] header)
{
    /// <summary>Stands where a row has nothing to say.</summary>
    public const string Nothing = "-";

    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, header.Length).Select(i => _rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => IsNumbers(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private bool IsNumbers(int column) => _rows.Skip(1).All(r => r[column] == Nothing || char.IsAsciiDigit(r[column].Length > 0 ? r[column][0] : ' '));
}
