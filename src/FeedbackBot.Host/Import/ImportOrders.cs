using FeedbackBot.Host.Api;
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
            await report.TakeAsync(name, row.Line, row.Faults, async () => (await put.RunAsync(db, row.Number, row.Request)).Became);
        }

        return report;
    }
}
