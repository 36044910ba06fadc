using System.CommandLine;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Import;

namespace FeedbackBot.Host.Commands;

/// <summary>Brings in what other systems know; the same file may be imported again and again.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file in UTF-8 whose first line names its columns: number, contact, account, product, placedAt, amount, currency, status." };
        var orders = new Command("orders", "Orders of contacts, by their number.") { file };
        orders.SetAction((parsed, cancellation) => OrdersAsync(parsed.GetValue(file)!, cancellation));
        return new Command("import", "Bring in facts from a CSV file.") { orders };
    }

    private static async Task<int> OrdersAsync(FileInfo file, CancellationToken cancellation)
    {
        await using var rows = file.OpenRead();
        await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
        await App.PrepareAsync(app);
        var report = await app.Services.GetRequiredService<ImportOrders>().RunAsync(rows, file.Name, cancellation);
        foreach (var refused in report.Refused)
        {
            Console.Error.WriteLine(refused);
        }

        Console.WriteLine($"{report[Stored.New]} new, {report[Stored.Changed]} changed, {report[Stored.Unchanged]} unchanged, {report.Refused.Count} refused");
        return report.Refused.Count == 0 ? 0 : 1;
    }
}
