using FeedbackBot.Host.Api;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Import;

/// <summary>Stores a file of orders. The same file again changes nothing; a row that cannot be taken is reported, and the others are stored.</summary>
public sealed class ImportOrders(UnitOfWork unit, PutOrder put)
{
    private const int RowsAtOnce = 200;

    public async Task<ImportReport> RunAsync(Stream file, string name, CancellationToken cancellation = default)
    {
        var report = new ImportReport();
        foreach (var rows in OrderFile.Read(file, name).Chunk(RowsAtOnce))
        {
            // Work may be repeated: what came of it counts only when it has landed.
            report.Add(await unit.RunAsync(db => StoreAsync(db, rows, name), cancellation));
        }

        return report;
    }

    private async Task<ImportReport> StoreAsync(FeedbackDb db, OrderRow[] rows, string name)
    {
        var report = new ImportReport();
        foreach (var row in rows)
        {
            try
            {
                if (row.Fault != null)
                {
                    throw new RuleViolation(ProblemCode.Malformed, row.Fault);
                }

                report.Count((await put.RunAsync(db, row.Number, row.Request)).Became);
            }
            catch (Exception refused) when (refused is Refusal or RuleViolation)
            {
                report.Refused.Add($"{name}:{row.Line}: {refused.Message}");
            }
        }

        return report;
    }
}

/// <summary>What an import came to.</summary>
public sealed class ImportReport
{
    private readonly Dictionary<Stored, int> _counts = [];

    /// <summary>Rows that were not taken: file, line and reason.</summary>
    public List<string> Refused { get; } = [];

    public int this[Stored became] => _counts.GetValueOrDefault(became);

    public void Count(Stored became, int rows = 1) => _counts[became] = this[became] + rows;

    public void Add(ImportReport other)
    {
        Refused.AddRange(other.Refused);
        foreach (var (became, rows) in other._counts)
        {
            Count(became, rows);
        }
    }
}
