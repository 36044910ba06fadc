using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using FeedbackBot.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot;

/// <summary>Every use case of the product, slice by slice: the table of contents.</summary>
public static class Setup
{
    public static IServiceCollection AddFeedbackBot(this IServiceCollection services) => services
        .AddStorage()
        .AddUnderstanding()
        .AddRouting()
        .AddTickets()
        .AddSurveys()
        .AddOutbox()
        .AddWebhookEvents()
        .AddSatisfaction()
        .AddConversations();

    private static IServiceCollection AddUnderstanding(this IServiceCollection services) => services
        .AddSingleton(services => ReadingModel.Open(services.GetRequiredService<IOptions<UnderstandingOptions>>().Value.ModelFile))
        .AddSingleton(services => services.GetRequiredService<ReadingModel>().Reader)
        .AddSingleton<ReadMessage>();

    private static IServiceCollection AddRouting(this IServiceCollection services) => services
        .AddSingleton<RoutingBook>();

    private static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddSingleton<OpenTicket>()
        .AddSingleton<ReplyToTicket>()
        .AddSingleton<AddNote>()
        .AddSingleton<AssignTicket>()
        .AddSingleton<ResolveTicket>()
        .AddSingleton<HoldTicket>()
        .AddSingleton<ResumeTicket>()
        .AddSingleton<ReopenTicket>()
        .AddSingleton<SortTicket>()
        .AddSingleton<HearCustomer>()
        .AddSingleton<CloseResolvedTickets>()
        .AddSingleton<MakeCommitment>()
        .AddSingleton<FinishCommitment>()
        .AddSingleton<ChangeCommitment>()
        .AddSingleton<CancelCommitment>()
        .AddSingleton<RemindOfCommitments>()
        .AddSingleton<MarkOverdueCommitments>()
        .AddSingleton<SplitTicket>()
        .AddSingleton<MergeTickets>()
        .AddSingleton<UnmergeTicket>()
        .AddSingleton<LinkTickets>()
        .AddSingleton<RebuildCounts>()
        .AddSingleton<CatchUpSearch>()
        .AddSingleton<RebuildSearch>()
        .AddSingleton<SaveView>()
        .AddSingleton<DeleteView>()
        .AddSingleton<MoveView>()
        .AddSingleton<BulkVerbs>()
        .AddSingleton<DoInBulk>()
        .AddSingleton<UndoBulk>()
        .AddSingleton<WatchPromises>()
        .AddSingleton<AcknowledgePromises>()
        .AddSingleton<ExtendPromise>()
        .AddSingleton<EscalateStage>()
        .AddSingleton<ChangePolicy>()
        .AddSingleton<GiveUpPolicy>()
        .AddSingleton<ChangeCalendar>()
        .AddSingleton<SwitchPack>()
        .AddSingleton<UnlinkTickets>()
        .AddSingleton<TellAffected>()
        .AddSingleton<SetIdeaStatus>()
        .AddSingleton<JoinIdea>()
        .AddSingleton<CorrectReading>()
        .AddSingleton<ConfirmReading>()
        .AddSingleton<RecuseColleague>()
        .AddSingleton<LiftRecusal>()
        .AddSingleton<PickAssignee>()
        .AddSingleton<ClaimTicket>()
        .AddSingleton<AssignWaiting>()
        .AddSingleton<ReleaseCases>()
        .AddSingleton<KeepRule>()
        .AddSingleton<MoveRule>()
        .AddSingleton<RemoveRule>()
        .AddSingleton<TryRules>()
        .AddSingleton<RouteAgain>()
        .AddSingleton<KeepTeam>()
        .AddSingleton<KeepTeamMember>()
        .AddSingleton<RemoveTeamMember>()
        .AddSingleton<KeepDesk>()
        .AddSingleton<ShowPresence>()
        .AddSingleton<SummariseTicket>()
        .AddSingleton<RequestChat>()
        .AddSingleton<TakeChat>()
        .AddSingleton<PassChat>()
        .AddSingleton<WatchChats>()
        .AddSingleton<NoteSeen>()
        .AddSingleton<SuggestReply>()
        .AddComposing();

    private static IServiceCollection AddComposing(this IServiceCollection services) => services
        .AddSingleton<KeepDraft>()
        .AddSingleton<HoldReply>()
        .AddSingleton<TakeBackReply>()
        .AddSingleton<SendReplyNow>()
        .AddSingleton<SendHeldReplies>()
        .AddSingleton<NoteVisit>()
        .AddSingleton<WatchTicket>()
        .AddSingleton<NotifyStaff>()
        .AddSingleton<SaveCannedReply>()
        .AddSingleton<UseCannedReply>()
        .AddSingleton<SaveMacro>()
        .AddSingleton<RunMacro>();

    private static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<FlowLibrary>()
        .AddSingleton<SurveysUnderWay>()
        .AddSingleton<PerformTicketActs>()
        .AddSingleton<PerformSurveyActs>()
        .AddSingleton<PerformIdeaActs>()
        .AddSingleton<PerformContactActs>()
        .AddSingleton<PerformChatActs>()
        .AddSingleton<PerformActs>()
        .AddSingleton<StartConversation>()
        .AddSingleton<KeepPage>()
        .AddSingleton<LateReadings>()
        .AddSingleton<KeepLateReading>()
        .AddSingleton<LapsedTurn>()
        .AddSingleton<TakeTurn>()
        .AddSingleton<FollowByReceipt>()
        .AddSingleton<AddByReceipt>()
        .AddSingleton<SurveyLetter>()
        .AddSingleton<AskDueSurveys>()
        .AddSingleton<RemindOfSurveys>()
        .AddSingleton<SendCheckIns>()
        .AddSingleton<SendCampaigns>()
        .AddSingleton<HandBackChat>()
        .AddSingleton<MailAwayCustomers>()
        .AddSingleton<RequestTranscript>()
        .AddSingleton<ConfirmTranscript>()
        .AddSingleton<HoldCase>()
        .AddSingleton<ConfirmHeldCase>();
}
