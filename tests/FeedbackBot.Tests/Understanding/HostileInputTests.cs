using System.Diagnostics;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Understanding;

public class HostileInputTests
{
    public static TheoryData<string> Texts => new()
    {
        new string('a', 1_000_000),
        new string('1', 1_000_000),
        new string('坏', 1_000_000),
        string.Concat(Enumerable.Repeat("😡", 200_000)),
        string.Concat(Enumerable.Repeat("not ", 200_000)),
        string.Concat(Enumerable.Repeat("1 2-", 200_000)),
        string.Concat(Enumerable.Repeat("a@", 300_000)),
        string.Concat(Enumerable.Repeat("GB82", 200_000)),
        string.Concat(Enumerable.Repeat("\uD800", 300_000)),
        string.Concat(Enumerable.Repeat("((((+", 100_000)),
        string.Concat(Enumerable.Repeat("不", 300_000)) + "好",
        new string('?', 500_000),
        "\uDC00\uD800 \uD83D",
        "\0\0\0",
        "①㈱ﬁ𝐇𝐞𝐥𝐥𝐨 \uD835",
        "'''''' ``` ’’’",
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Anything_is_read_without_complaint_and_soon(string text)
    {
        var watch = Stopwatch.StartNew();
        Reader.Read(text).Reader.ShouldBe(Reader.Embedded.Name);
        PersonalData.Mask(text);
        TextCleaning.Clean(text);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Reading_costs_little_memory()
    {
        Reader.Read("The kettle stopped working after two days");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Reader.Read("The kettle stopped working after two days");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100 * 8_000);
    }

    [Fact]
    public void Many_threads_read_at_once_and_agree()
    {
        var expected = Reader.Read("我的快递丢了");
        Parallel.For(0, 200, _ =>
        {
            var reading = Reader.Read("我的快递丢了");
            reading.Kind.ShouldBe(expected.Kind);
            reading.Sentiment.ShouldBe(expected.Sentiment);
        });
    }
}
