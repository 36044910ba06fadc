using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What agents say about a reading: the case follows, and every word is kept beside what the reader said.</summary>
public sealed class CorrectReadingTests : IAsyncLifetime
{
    private static readonly Reading Read = new()
    {
        Language = "zh-Hans",
        Kind = new(FeedbackKind.Question, 0.41),
        KindAbstained = true,
        Sentiment = new(Sentiment.Neutral, 0.1, 0.7),
        Topics = [new("delivery", 0.6), new("billing", 0.3)],
        Urgency = Urgency.Normal,
        Reader = "embedded/test",
    };

    private readonly Actor _mei = new("staff", Guid.CreateVersion7(), "Mei");
    private TestDatabase _database = null!;
    private CorrectReading _correct = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        _correct = new(_database.Clock);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_correction_changes_the_case_tells_its_timeline_and_is_kept_beside_what_was_said()
    {
        var number = await OpenAsync(Read, "快递柜收了我 15 元,请打 13800138000 回我");
        await CorrectAsync(number, new(FeedbackKind.Complaint, ["billing"], Sentiment.Negative, Urgency.High));

        var ticket = await TicketAsync(number);
        (ticket.Kind, ticket.SentimentLabel, ticket.SentimentValue, ticket.Priority).ShouldBe((TicketKind.Complaint, Sentiment.Negative, -1, TicketPriority.High));
        ticket.Topics.ShouldBe(["billing"]);
        ticket.Events.Where(e => e.Code == "reading_corrected").Select(e => $"{e.Arguments["what"]} {e.Arguments["from"]} {e.Arguments["to"]}")
            .ShouldBe(["kind none complaint", "topics delivery,billing billing", "sentiment neutral negative", "urgency normal high"]);
        var kept = await KeptAsync(number);
        kept.Select(c => (c.Head, c.Said, c.Corrected, c.Confidence, c.Abstained)).ShouldBe(
        [
            ("kind", "question", "complaint", 0.41, true), ("topic", "delivery,billing", "billing", 0.6, false),
            ("sentiment", "neutral", "negative", 0.7, false), ("urgency", "normal", "high", null, false),
        ]);
        kept.ShouldAllBe(c => c.Reader == "embedded/test" && c.Language == "zh-Hans" && c.ById == _mei.Id && c.At == _database.Now && c.Trade == null);
        kept[0].Text.ShouldStartWith("快递柜收了我 15 元");
        kept[0].Text.ShouldNotContain("13800138000");
    }

    [Fact]
    public async Task Saying_the_same_again_changes_nothing_and_is_kept_once()
    {
        var number = await OpenAsync(Read);
        for (var i = 0; i < 3; i++)
        {
            await CorrectAsync(number, new(FeedbackKind.Praise, Urgency: Urgency.Low));
        }

        (await TicketAsync(number)).Events.Count(e => e.Code == "reading_corrected").ShouldBe(2);
        (await KeptAsync(number)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_of_several_words_counts()
    {
        var number = await OpenAsync(Read);
        await CorrectAsync(number, new(FeedbackKind.Praise));
        await CorrectAsync(number, new(FeedbackKind.Question));
        await using var db = _database.Open();
        var kinds = (await db.AgreementAsync(null)).Heads.Single();
        (kinds.Count, kinds.Right).ShouldBe((1, 1));
        (await db.LabelledTextsAsync()).Single().Kind.ShouldBe("question");
    }

    [Fact]
    public async Task To_say_that_it_is_right_keeps_what_was_read_as_right_and_leaves_the_case_as_it_is()
    {
        var number = await OpenAsync(Read with { Kind = new(FeedbackKind.Complaint, 0.9), KindAbstained = false });
        for (var i = 0; i < 2; i++)
        {
            await _database.Work.RunAsync(db => new ConfirmReading(_correct).RunAsync(db, number, _mei));
        }

        (await TicketAsync(number)).Events.ShouldNotContain(e => e.Code == "reading_corrected");
        var kept = await KeptAsync(number);
        kept.Select(c => c.Head).ShouldBe(ReadingHead.All);
        kept.ShouldAllBe(c => c.Said == c.Corrected);
    }

    [Fact]
    public async Task What_nobody_decided_is_not_confirmed()
    {
        var number = await OpenAsync(Read);
        await _database.Work.RunAsync(db => new ConfirmReading(_correct).RunAsync(db, number, _mei));
        (await KeptAsync(number)).Select(c => c.Head).ShouldBe(["topic", "sentiment", "urgency"]);
    }

    [Fact]
    public async Task Where_nothing_was_read_nothing_can_be_confirmed_but_people_may_still_say_what_it_is()
    {
        var number = await OpenAsync(Reading.Nothing("embedded/test"));
        var confirm = () => _database.Work.RunAsync(db => new ConfirmReading(_correct).RunAsync(db, number, _mei));
        (await Should.ThrowAsync<RuleViolation>(confirm)).Code.ShouldBe("nothing_read");
        await CorrectAsync(number, new(FeedbackKind.Question, Urgency: Urgency.Low));
        (await KeptAsync(number)).ShouldAllBe(c => c.Said == null && c.Confidence == null);
    }

    [Fact]
    public async Task Other_leaves_the_case_unclassified_and_is_a_label_all_the_same()
    {
        var number = await OpenAsync(Read);
        await CorrectAsync(number, new(FeedbackKind.Complaint));
        await CorrectAsync(number, new(FeedbackKind.Other));
        (await TicketAsync(number)).Kind.ShouldBeNull();
        (await KeptAsync(number))[^1].Corrected.ShouldBe("other");
    }

    [Fact]
    public async Task Peoples_urgency_outweighs_what_was_recognised_in_the_text()
    {
        var number = await OpenAsync(Read with { Urgency = Urgency.Critical }, flags: ReadingFlags.Safety);
        await CorrectAsync(number, new(Urgency: Urgency.Normal));
        (await TicketAsync(number)).Priority.ShouldBe(TicketPriority.Normal);
    }

    [Fact]
    public async Task A_topic_of_no_list_is_refused()
    {
        var number = await OpenAsync(Read);
        foreach (string[] topics in new[] { ["weather"], [], new[] { "billing", "billing" } })
        {
            (await Should.ThrowAsync<RuleViolation>(() => CorrectAsync(number, new(Topics: topics)))).Code.ShouldBe("unknown_topic");
        }
    }

    [Fact]
    public async Task What_is_exported_are_labelled_texts_as_the_trainer_takes_them()
    {
        var (first, second) = (await OpenAsync(Read, "快递又丢了"), await OpenAsync(Read with { Language = "en" }, "The app burnt my hand"));
        await CorrectAsync(first, new(FeedbackKind.Complaint, ["delivery", "staff_service"], Sentiment.Mixed));
        await CorrectAsync(second, new(Urgency: Urgency.Critical, Topics: ["privacy_safety"]));
        await using var db = _database.Open();
        (await db.LabelledTextsAsync()).Select(LabelFile.Line).ShouldBe(
        [
            """{"id":"FB-000001","lang":"zh","text":"快递又丢了","sentiment":"mixed","kind":"complaint","topic":"delivery","topics":["delivery","staff_service"],"source":"corrections"}""",
            """{"id":"FB-000002","lang":"en","text":"The app burnt my hand","topic":"privacy_safety","urgency":"high","source":"corrections"}""",
        ]);
    }

    private Task CorrectAsync(long number, ReadingClaims claims) => _database.Work.RunAsync(db => _correct.RunAsync(db, number, claims, _mei));

    private Task<long> OpenAsync(Reading reading, string text = "什么时候到", ReadingFlags flags = ReadingFlags.None) => _database.Work.RunAsync(async db =>
    {
        var contact = new Contact(_database.Now);
        db.Contacts.Add(contact);
        var kind = reading.KindAbstained ? null : Triage.KindOf(reading.Kind?.Label);
        var opened = await new OpenTicket(new RoutingBook(_database.Contexts, _database.Clock), _database.Clock).RunAsync(db, new()
        {
            Kind = kind,
            Priority = Triage.PriorityOf(reading.Urgency, flags, kind),
            Subject = text,
            Description = text,
            Language = reading.Language,
            Topics = [.. reading.Topics.Select(t => t.Label)],
            Sentiment = reading.Sentiment,
            Flags = flags,
            Reading = StoredReading.Write(reading),
            ListeningPost = "phone",
            Channel = "api",
            ConversationId = Guid.CreateVersion7(),
            ContactId = contact.Id,
        }, contact);
        return opened.Ticket.Number;
    });

    private async Task<Ticket> TicketAsync(long number)
    {
        await using var db = _database.Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Events.OrderBy(e => e.Sequence)).SingleAsync(t => t.Number == number);
    }

    private async Task<IReadOnlyList<Correction>> KeptAsync(long number)
    {
        await using var db = _database.Open();
        return await db.Corrections.AsNoTracking().Where(c => c.TicketNumber == number).OrderBy(c => c.Id).ToListAsync();
    }
}
