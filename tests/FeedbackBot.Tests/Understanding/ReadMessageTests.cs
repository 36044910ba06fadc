using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A second reader that fails, hangs or answers by halves never breaks a turn: the embedded reading stands.</summary>
public sealed class ReadMessageTests
{
    private const string Said = "my parcel never came, mail me at jane@example.com";
    private static readonly Func<CoveredMessage, Reading?> Better = m => m.First with { Reader = "cloud/1" };

    [Fact]
    public async Task A_configured_reader_that_can_read_is_believed() =>
        (await Read(Answering("azure", Better)).RunAsync(Said, null)).Reader.ShouldBe("cloud/1");

    [Fact]
    public async Task It_sees_nothing_personal_and_every_place_stays()
    {
        CoveredMessage? seen = null;
        await Read(Answering("azure", m => (seen = m).First)).RunAsync(Said, null);
        seen!.Text.ShouldBe("my parcel never came, mail me at ••••••••••••••••");
        seen.Text.Length.ShouldBe(Said.Length);
    }

    [Fact]
    public async Task One_that_fails_is_passed_over_and_that_is_noted()
    {
        var broken = Asked("azure", (_, _) => throw new HttpRequestException("503"));
        var reading = await Read(broken).RunAsync(Said, null);
        (reading.Reader, reading.Kind!.Value.Label).ShouldBe((Reader.Embedded.Name, FeedbackKind.Complaint));
        reading.PassedOver.ShouldBe(["azure"]);
    }

    [Fact]
    public async Task Settings_name_the_order()
    {
        var both = Read(Answering("azure", Better), Answering("model", m => m.First with { Reader = "model/1" }));
        (await both.RunAsync(Said, null)).Reader.ShouldBe("cloud/1");
        var other = Read(["model", "azure"], Answering("azure", Better), Answering("model", m => m.First with { Reader = "model/1" }));
        (await other.RunAsync(Said, null)).Reader.ShouldBe("model/1");
        (await Read(["model"], Answering("azure", Better)).RunAsync(Said, null)).Reader.ShouldBe(Reader.Embedded.Name);
    }

    [Fact]
    public async Task Of_many_only_those_that_were_not_read_go_to_the_next()
    {
        var half = Answering("azure", m => m.Text.Contains("first", StringComparison.Ordinal) ? Better(m) : null);
        var second = Answering("model", m => m.First with { Reader = "model/1" });
        var readings = await Read(half, second).ManyAsync([("the first parcel is late", null), ("", null), ("the other one is late", null)]);
        readings.Select(r => r.Reader).ShouldBe(["cloud/1", Reader.Embedded.Name, "model/1"]);
        readings[2].PassedOver.ShouldBe(["azure"]);
    }

    [Fact]
    public async Task Too_few_answers_are_no_answer()
    {
        var cutOff = Asked("azure", (messages, _) => Task.FromResult<IReadOnlyList<Reading?>>([Better(messages[0])]));
        var readings = await Read(cutOff).ManyAsync([("the first parcel is late", null), ("the other one is late", null)]);
        readings.ShouldAllBe(r => r.Reader == Reader.Embedded.Name);
    }

    [Fact]
    public async Task A_turn_does_not_wait_for_one_that_hangs_even_if_it_cannot_be_cancelled()
    {
        var never = new TaskCompletionSource<IReadOnlyList<Reading?>>();
        var timely = await Read(Asked("azure", (_, _) => never.Task)).InTimeAsync(Said, null).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        timely.Reading.Reader.ShouldBe(Reader.Embedded.Name);
        (await timely.Late!.WaitAsync(TimeSpan.FromSeconds(20))).PassedOver.ShouldBe(["azure"]);
    }

    [Fact]
    public async Task What_comes_late_is_still_to_be_had()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<Reading?>>();
        CoveredMessage? asked = null;
        var read = Read(Asked("azure", (messages, _) =>
        {
            asked = messages[0];
            return slow.Task;
        }));
        var timely = await read.InTimeAsync(Said, null);
        slow.SetResult([Better(asked!)]);
        (await timely.Late!).Reader.ShouldBe("cloud/1");
    }

    private static IReader Answering(string name, Func<CoveredMessage, Reading?> answer) =>
        Asked(name, (messages, _) => Task.FromResult<IReadOnlyList<Reading?>>([.. messages.Select(answer)]));

    private static IReader Asked(string name, Func<IReadOnlyList<CoveredMessage>, CancellationToken, Task<IReadOnlyList<Reading?>>> read)
    {
        var reader = new Mock<IReader>();
        reader.Setup(r => r.Name).Returns(name);
        reader.Setup(r => r.ReadAsync(It.IsAny<IReadOnlyList<CoveredMessage>>(), It.IsAny<CancellationToken>())).Returns(read);
        return reader.Object;
    }

    private static ReadMessage Read(params IReader[] readers) => Read([], readers);

    private static ReadMessage Read(string[] order, params IReader[] readers) => new(
        readers, Reader.Embedded,
        Options.Create(new UnderstandingOptions { Readers = order, Deadline = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMilliseconds(500) }),
        TimeProvider.System, NullLogger<ReadMessage>.Instance);
}
