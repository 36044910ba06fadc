using FeedbackBot.Host.Api;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Import;

/// <summary>A row that was not taken: where it stands, a <see cref="ProblemCode"/>, the columns at fault, and the reason in plain English.</summary>
public sealed record RefusedRow(string File, int Line, string Code, IReadOnlyList<string> Columns, string Reason);

/// <summary>What an import came to.</summary>
public sealed class ImportReport
{
    private readonly Dictionary<Stored, int> _counts = [];

    public List<RefusedRow> Rows { get; } = [];

    /// <summary>Rows that were not taken: file, line and reason.</summary>
    public IReadOnlyList<string> Refused => [.. Rows.Select(r => $"{r.File}:{r.Line}: {r.Reason}")];

    public int this[Stored became] => _counts.GetValueOrDefault(became);

    public void Count(Stored became, int rows = 1) => _counts[became] = this[became] + rows;

    /// <summary>Counts what a row came to, or notes why it was refused.</summary>
    /// <param name="faults">What could not be read, by column.</param>
    public async Task TakeAsync(string file, int line, IReadOnlyDictionary<string, string> faults, Func<Task<Stored>> store)
    {
        if (faults.Count > 0)
        {
            Rows.Add(new(file, line, ProblemCode.Malformed, [.. faults.Keys], string.Join(' ', faults.Values)));
            return;
        }

        try
        {
            Count(await store());
        }
        catch (Refusal refused)
        {
            Rows.Add(new(file, line, refused.Code, [.. refused.Errors?.Keys ?? []], refused.Message));
        }
        catch (RuleViolation broken)
        {
            Rows.Add(new(file, line, broken.Code, broken.Field is { } field ? [field] : [], broken.Message));
        }
    }

    public void Add(ImportReport other)
    {
        Rows.AddRange(other.Rows);
        foreach (var (became, rows) in other._counts)
        {
            Count(became, rows);
        }
    }
}
