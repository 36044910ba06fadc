using System.Diagnostics;
using FeedbackBot.Understanding;

namespace FeedbackBot.Benchmarks;

/// <summary>The embedded reader on one thread over short messages in both languages.</summary>
public static class ReaderRow
{
    private static readonly string[] Messages =
    [
        "上周买的洗衣机又坏了,打了三次电话没人理", "My parcel never came and nobody answers", "谢谢", "是的",
        "How long does a refund take to reach my card?", "希望你们能加一个夜间配送", "AB12345678", "the driver was great, thank you!",
        "你们怎么回事,扣了我两次钱", "not bad, but the delivery was slow",
    ];

    public static Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        var watch = Stopwatch.StartNew();
        var reader = ReadingModel.Open(null).Reader;
        reader.Read(Messages[0], null);
        var load = watch.Elapsed.TotalMilliseconds;
        List<double> rates = [], bytes = [];
        for (var run = 0; run <= pace.Runs; run++)
        {
            var (done, allocated) = (0, GC.GetAllocatedBytesForCurrentThread());
            watch.Restart();
            while (watch.Elapsed < pace.Length / 2)
            {
                foreach (var message in Messages)
                {
                    reader.Read(message, null);
                    done++;
                }
            }

            if (run > 0)
            {
                rates.Add(done / watch.Elapsed.TotalSeconds);
                bytes.Add((GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)done);
            }
        }

        return Task.FromResult<IReadOnlyList<Figure>>([new("messages", "/s", rates), new("allocated a message", "bytes", bytes), new("load and first reading", "ms", [load])]);
    }
}
